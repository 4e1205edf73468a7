-- One step of one person's rate limit, by the generic cell rate algorithm: the only thing kept is the time at which
-- the whole burst is free again, and every step that is taken moves it on by one interval.
-- All times are whole milliseconds of the caller's clock. The key outlives its meaning by a minute, because that clock
-- and the one of Redis are not the same; a time that no step can have written came from a clock far ahead and is cut.
--
-- KEYS  1 rate of the person
-- ARGV  1 now  2 interval: after how long one more step is free  3 burst: how many steps may come at once
-- Returns 0 taken | n refused: a step is free in n milliseconds
-- Effects: a step that is taken sets the key and its expiry, a refused one writes nothing

local GRACE = 60000
local now, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local latest = now + burst * interval
local free = tonumber(redis.call('GET', KEYS[1]) or '0')
local after = math.min(math.max(free, now), latest) + interval
if after > latest then
  return after - latest
end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', string.format('%.0f', after - now + GRACE))
return 0
