# A sender: python3 sender.py WARM ORDER METHOD COUNT KIND, as sender.mjs.
import json, sys, threading

warm, order, method, count, kind = sys.argv[1:]
count = int(count)
import urllib3
if kind == "requests":
    import requests
    from requests.adapters import HTTPAdapter
    session = requests.Session()
    session.trust_env = False  # no proxy of the reader's
    session.mount("http://", HTTPAdapter(pool_maxsize=count))
    ask = lambda verb, url, body: session.request(verb, url, data=body).text
else:
    pool = urllib3.PoolManager(maxsize=count)
    ask = lambda verb, url, body: pool.request(verb, url, body=body).data.decode()


def every(url, verb):
    seen = [None] * count

    def one(n):
        try:
            seen[n] = ask(verb, url.replace("#", str(n)), b"hello" if verb == "POST" else None)
        except Exception as error:
            seen[n] = type(error).__name__

    threads = [threading.Thread(target=one, args=(n,)) for n in range(count)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return seen


every(warm, "GET")
print("ready", flush=True)
if sys.stdin.readline():
    print(json.dumps(every(order, method)), flush=True)
