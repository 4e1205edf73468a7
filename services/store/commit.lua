-- One transition of one request: record, audit entry, indexes and outbox change together or not at all.
--
-- KEYS  1 record  2 audit head  3 audit stream  4 outbox  5 open index  6 due index  7 mailbox lock
--       8 mailbox history  9 baseline  10 trail  11 attention  12 debts
--       13 approved states  14 hand-overs
-- ARGV  1 expected version (0: new)  2 new version  3 record JSON
--       4 expected head seq  5 expected head hash  6 entry JSON  7 new head seq  8 new head hash
--       9 request id  10 open? (1 or 0)  11 drafted at (ms)  12 due at (ms or '')
--       13 baseline hash, '-' to forget it, '' to leave it
--       14 needs attention since (ms or '')  15 approval owed by (ms or '')
--       16 subject  17 its approved state as JSON, '' to leave it
--       18 handed over since (ms), '-' when it was not, '' to leave it  19… outbox items
-- Returns { 1 } | { -1, present version } | { -2, seq, hash } head moved | { -3, id } another request holds the mailbox

local version = redis.call('HGET', KEYS[1], 'version') or '0'
if version ~= ARGV[1] then
  return { -1, version }
end
if ARGV[1] == '0' then
  local holder = redis.call('GET', KEYS[7])
  if holder then
    return { -3, holder }
  end
end
local moved = chainFits(KEYS[2], ARGV[4], ARGV[5])
if moved then
  return moved
end

redis.call('HSET', KEYS[1], 'version', ARGV[2], 'record', ARGV[3])
chainAppend(KEYS[2], KEYS[3], ARGV[7], ARGV[8], ARGV[6])
redis.call('RPUSH', KEYS[10], ARGV[7])
redis.call('ZADD', KEYS[8], ARGV[11], ARGV[9])

if ARGV[10] == '1' then
  redis.call('ZADD', KEYS[5], ARGV[11], ARGV[9])
  redis.call('SET', KEYS[7], ARGV[9])
else
  redis.call('ZREM', KEYS[5], ARGV[9])
  if redis.call('GET', KEYS[7]) == ARGV[9] then
    redis.call('DEL', KEYS[7])
  end
end
if ARGV[12] == '' then
  redis.call('ZREM', KEYS[6], ARGV[9])
else
  redis.call('ZADD', KEYS[6], ARGV[12], ARGV[9])
end
if ARGV[13] == '-' then
  redis.call('DEL', KEYS[9])
elseif ARGV[13] ~= '' then
  redis.call('SET', KEYS[9], ARGV[13])
end
for key, score in pairs({ [KEYS[11]] = ARGV[14], [KEYS[12]] = ARGV[15] }) do
  if score == '' then
    redis.call('ZREM', key, ARGV[9])
  else
    redis.call('ZADD', key, score, ARGV[9])
  end
end
if ARGV[17] ~= '' then
  redis.call('HSET', KEYS[13], ARGV[16], ARGV[17])
end
if ARGV[18] == '-' then
  redis.call('ZREM', KEYS[14], ARGV[16])
elseif ARGV[18] ~= '' then
  -- Only the last 24 hours are ever counted; twice that leaves room for clocks that differ.
  redis.call('ZREMRANGEBYSCORE', KEYS[14], '-inf', tonumber(ARGV[18]) - 172800000)
  redis.call('ZADD', KEYS[14], ARGV[18], ARGV[16])
end
for index = 19, #ARGV do
  redis.call('XADD', KEYS[4], '*', 'item', ARGV[index])
end
return { 1 }
