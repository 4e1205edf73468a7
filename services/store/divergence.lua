-- One divergence found or closed: the entry about it, its audit entry, and what it leaves behind change together.
--
-- KEYS  1 audit head  2 audit stream  3 divergences  4 ignored  5 approved states  6 outbox
-- ARGV  1 expected head seq  2 expected head hash  3 entry JSON  4 new head seq  5 new head hash
--       6 object id  7 the divergence as it is expected, or ''  8 the new one, or '' to close it
--       9 what to ignore from now on, or ''  10 the new approved state, or ''
--       11 outbox item, or ''
-- Returns { 1 } | { -1, present divergence or '' } | { -2, seq, hash } head moved

local present = redis.call('HGET', KEYS[3], ARGV[6]) or ''
if present ~= ARGV[7] then
  return { -1, present }
end
local moved = chainFits(KEYS[1], ARGV[1], ARGV[2])
if moved then
  return moved
end

chainAppend(KEYS[1], KEYS[2], ARGV[4], ARGV[5], ARGV[3])
if ARGV[8] == '' then
  redis.call('HDEL', KEYS[3], ARGV[6])
else
  redis.call('HSET', KEYS[3], ARGV[6], ARGV[8])
end
if ARGV[9] ~= '' then
  redis.call('HSET', KEYS[4], ARGV[6], ARGV[9])
end
if ARGV[10] ~= '' then
  redis.call('HSET', KEYS[5], ARGV[6], ARGV[10])
  redis.call('HDEL', KEYS[4], ARGV[6])
end
if ARGV[11] ~= '' then
  redis.call('XADD', KEYS[6], '*', 'item', ARGV[11])
end
return { 1 }
