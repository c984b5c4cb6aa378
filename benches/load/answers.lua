-- One answer after the other for wrk: the form of the environment with a key of its own each time.
local body = os.getenv("ANSWER")
local seed = tonumber(os.getenv("SEED") or "1")
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(args)
    math.randomseed(seed * 1000 + number)
    wrk.method = "POST"
    wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
end

function request()
    local key = {}
    for part = 1, 16 do
        key[part] = string.format("%04x", math.random(0, 65535))
    end
    return wrk.format(nil, nil, nil, (body:gsub("KEY", table.concat(key))))
end

-- What did not come back as a receipt is an error, whatever its speed.
local refused = 0

function response(status, headers, text)
    if status ~= 200 or not text:find("receipt%-code") then
        refused = refused + 1
        print("refused with status " .. status)
    end
end
