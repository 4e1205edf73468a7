-- An audit entry that belongs to no request, with the setting that it explains.
--
-- KEYS  1 audit head  2 audit stream  3 settings
-- ARGV  1 expected head seq  2 expected head hash  3 entry JSON  4 new head seq  5 new head hash
--       6 setting name or ''  7 setting value
-- Returns { 1 } | { -2, seq, hash } head moved

local moved = chainFits(KEYS[1], ARGV[1], ARGV[2])
if moved then
  return moved
end
chainAppend(KEYS[1], KEYS[2], ARGV[4], ARGV[5], ARGV[3])
if ARGV[6] ~= '' then
  redis.call('HSET', KEYS[3], ARGV[6], ARGV[7])
end
return { 1 }
