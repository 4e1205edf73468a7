-- Compare-and-append on the audit chain, shared by the scripts that follow it in one file.
-- The SHA-256 is computed by the caller, so a caller who saw an older head is told the present one and tries again.
-- Entry ids are the sequence numbers: a gap or a repeat cannot be written.

local function chainFits(headKey, expectedSeq, expectedHash)
  local head = redis.call('HMGET', headKey, 'seq', 'hash')
  local seq = head[1] or '0'
  local hash = head[2] or string.rep('0', 64)
  if seq == expectedSeq and hash == expectedHash then
    return nil
  end
  return { -2, seq, hash }
end

local function chainAppend(headKey, streamKey, seq, hash, entry)
  redis.call('XADD', streamKey, seq .. '-0', 'entry', entry)
  redis.call('HSET', headKey, 'seq', seq, 'hash', hash)
end
