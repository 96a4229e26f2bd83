#!/usr/bin/env python3
"""An examiner of its own, to check the doctor's word: raw sockets, no code of ours.

Written from RFC 9112 (sections 2.1, 6.3, 9.3, 9.6) and RFC 9110 (section 15.2), before
the doctor's rules were made anew. For each kind of connection the server is started
anew and met by that ONE connection, so that no two can hide each other:

  idle         one whole answer, then nothing; asked again once the port is ours
  silent       connected, never a byte
  half a head  a request whose head never ends
  in progress  a request on its way when the signal comes (needs --slow PATH)
  newcomer     new connections after the signal, one after another

  python3 test/prove/examiner.py [--slow /slow] [--signal TERM] [--limit 10] [--port N] -- COMMAND...

COMMAND gets PORT in its environment, and for the word {port}. Numbers are ms since the signal.
"""
import argparse, contextlib, errno, json, os, resource, select, signal, socket, subprocess, sys, time

HOST = "127.0.0.1"

def request(path, name="x"):
    return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Examiner: {name}\r\n\r\n".encode()

class Client:
    """One connection: sends, and notes answers and how it ended."""
    def __init__(self, port, clock=None):
        self.clock = clock or (lambda: 0)
        self.data, self.end, self.answers = b"", None, []
        self.sock = socket.create_connection((HOST, port), 2)
        self.sock.setblocking(False)

    def send(self, data):
        with contextlib.suppress(OSError): self.sock.sendall(data)

    def shut(self):
        with contextlib.suppress(OSError): self.sock.shutdown(socket.SHUT_WR)

    def look(self, seconds):
        """Reads for up to `seconds`; back at once when something came."""
        if self.end or not select.select([self.sock], [], [], seconds)[0]: return
        try: data = self.sock.recv(1 << 16)
        except OSError as e:
            self.end = ["RST" if e.errno == errno.ECONNRESET else e.strerror, self.clock()]
            data = b""
        if not data and not self.end:                              # whoever is told to go, goes (RFC 9112 section 9.6)
            self.end = ["FIN", self.clock()]; self.shut()
        self.data += data
        while self.take(): pass

    def take(self):
        head, mark, rest = self.data.partition(b"\r\n\r\n")
        if not mark: return False
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        fields = {k.strip().lower(): v.strip().lower() for k, _, v in (l.partition(":") for l in lines[1:])}
        if status < 200 or status in (204, 304): size = 0          # RFC 9112 section 6.3, RFC 9110 section 15.2
        elif "chunked" in fields.get("transfer-encoding", ""): size = chunks(rest)
        elif "content-length" in fields: size = int(fields["content-length"])
        else: size = len(rest) if self.end else None               # ends with the connection
        if size is None or len(rest) < size: return False
        self.data = rest[size:]
        option = fields.get("connection", "")                      # RFC 9112 section 9.3: 1.0 must ask to be kept
        close = "close" in option or (lines[0].startswith("HTTP/1.0") and "keep-alive" not in option)
        if status >= 200: self.answers.append({"status": status, "close": close, "ms": self.clock()})
        return True

    def answer(self, seconds):
        """Waits for one more whole answer; None when it did not come."""
        had, until = len(self.answers), time.monotonic() + seconds
        while len(self.answers) == had and not self.end and time.monotonic() < until: self.look(0.05)
        return self.answers[-1] if len(self.answers) > had else None

def chunks(body, at=0):
    """The length of a whole chunked body, or None while it is cut (RFC 9112 section 7.1)."""
    while (line := body.find(b"\r\n", at)) >= 0:
        size = int(body[at:line].split(b";")[0], 16)
        at = line + 2 + size + 2
        if len(body) < at: return None
        if size == 0: return at

def ask(port):
    """What one new connection meets."""
    try:
        new = Client(port); new.send(request("/")); got = new.answer(2); new.sock.close()
        return got["status"] if got else "closed " + new.end[0] if new.end else "no answer in 2 s"
    except OSError as e: return "refused" if e.errno == errno.ECONNREFUSED else str(e)

LOCKS, MARK = 10, 2**52 + os.getpid()                             # RLIMIT_LOCKS: without effect since Linux 2.4.25, and inherited

def alive(session):
    """Who still runs of the session, or has left it as php-fpm does, and bears our mark: a zombie does not run."""
    def read(pid, name):
        try: return open(f"/proc/{pid}/{name}").read()
        except OSError: return ""
    def ours(pid):
        f = read(pid, "stat").rpartition(")")[2].split()
        return f and f[0] not in "ZX" and (int(f[3]) == session or f" {MARK} " in read(pid, "limits"))
    return [int(p) for p in os.listdir("/proc") if p.isdigit() and ours(p)]

def examine(kind, args):
    with socket.create_server((HOST, args.port)) as probe: port = probe.getsockname()[1]
    child = subprocess.Popen([w.replace("{port}", str(port)) for w in args.command], env={**os.environ, "PORT": str(port)},
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
                             preexec_fn=lambda: resource.setrlimit(LOCKS, (MARK, resource.getrlimit(LOCKS)[1])))
    successor, found, start = None, {"port_free": None, "gone": None, "exit": None}, time.monotonic()
    try:
        while not isinstance(ask(port), int):                      # ready is a whole answer
            if time.monotonic() - start > 20: return {"error": "it never answered"}
            time.sleep(0.05)
        time.sleep(0.3)
        clock = lambda: round((time.monotonic() - signalled) * 1000)
        signalled, newcomers, asked = time.monotonic(), [], False
        one = None if kind == "newcomer" else Client(port, clock)
        if one: one.send({"idle": request("/"), "silent": b"", "half a head": request("/")[:-2], "in progress": request(args.slow)}[kind])
        if kind == "idle" and not one.answer(5): return {"error": "no first answer"}
        time.sleep(0.3)
        if one:
            one.look(0); found["before"] = [a["status"] for a in one.answers]; one.answers.clear()
            if one.end: one.end[1] = "before the signal"
        signalled = time.monotonic()
        os.kill(child.pid, getattr(signal, "SIG" + args.signal))
        while clock() < args.limit * 1000:
            if one: one.look(0.02)
            else: time.sleep(0.02)
            if kind == "newcomer" and not successor: newcomers.append([clock(), ask(port)])
            if not successor:
                with contextlib.suppress(OSError): successor = socket.create_server((HOST, port)); found["port_free"] = clock()
            if kind == "idle" and successor and not asked and not one.end and clock() > found["port_free"] + 300:
                asked = True; one.send(request("/", "again"))
            if found["exit"] is None:
                ended = os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)  # looked at, not reaped: the pid stays ours
                if ended: found["exit"] = ended.si_status if ended.si_code == os.CLD_EXITED else signal.Signals(ended.si_status).name
            elif not alive(child.pid): found["gone"] = clock(); break
        for _ in range(20 if one else 0): one.look(0.02)
        if one: found["answers"], found["end"] = one.answers, one.end or "still open"
        if kind == "newcomer": found["newcomers"] = newcomers
        return found
    finally:
        for _ in iter(lambda: [os.kill(pid, signal.SIGKILL) for pid in alive(child.pid)], []): time.sleep(0.01)
        child.wait()
        if successor: successor.close()

signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))              # so that the server ends with us
parser = argparse.ArgumentParser()
for name, default in (("slow", ""), ("signal", "TERM"), ("limit", 10.0), ("port", 0)):
    parser.add_argument("--" + name, default=default, type=type(default))
parser.add_argument("command", nargs=argparse.REMAINDER)
args = parser.parse_args()
if args.command[:1] == ["--"]: args.command = args.command[1:]
kinds = ["idle", "silent", "half a head", *(["in progress"] if args.slow else []), "newcomer"]
result = {kind: examine(kind, args) for kind in kinds}
print(json.dumps(result, indent=1))
sys.exit(2 if any("error" in r for r in result.values()) else 0)
