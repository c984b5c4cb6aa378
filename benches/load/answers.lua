-- One answer after the other for wrk: the form of the environment with a key of its own each time.
local before, after = os.getenv("ANSWER"):match("^(.-)KEY(.*)$")
local seed = tonumber(os.getenv("SEED") or "1")
local sent = 0
local head

function init(args)
    math.randomseed(seed)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
    -- Keys differ in their last digits, so that each request costs this process little.
    local own = {}
    for part = 1, 12 do
        own[part] = string.format("%04x", math.random(0, 65535))
    end
    before = before .. table.concat(own)
    local whole = wrk.format(nil, nil, nil, before .. string.rep("0", 16) .. after)
    head = whole:sub(1, whole:find("\r\n\r\n", 1, true) + 3)
end

function request()
    sent = sent + 1
    return head .. before .. string.format("%016x", sent) .. after
end
