// hyper's server, and how it stops by the first argument: none; graceful, which waits for what is
// in progress; or limit, which waits six seconds at most.
use hyper::body::{to_bytes, Bytes};
use hyper::service::{make_service_fn, service_fn};
use hyper::{Body, Method, Request, Response, Server};
use std::convert::Infallible;
use std::{env, fs, io::Write, process, time::Duration};
use tokio::signal::unix::{signal, SignalKind};
use tokio::time::{sleep, timeout};

fn hello() -> Body {
    format!("hello from {}\n", process::id()).into()
}

fn count(one: bool) -> u64 {
    let path = env::var("COUNT").unwrap_or("/dev/null".into());
    if one {
        let file = fs::OpenOptions::new().append(true).open(&path);
        file.unwrap().write_all(b".").unwrap();
    }
    fs::metadata(path).unwrap().len()
}

fn drip(part: &'static str, times: usize, pause: u64) -> Body {
    let (mut sender, body) = Body::channel();
    tokio::spawn(async move {
        for n in 0..times {
            if n > 0 {
                sleep(Duration::from_millis(pause)).await;
            }
            if sender.send_data(Bytes::from_static(part.as_bytes())).await.is_err() {
                return;
            }
        }
    });
    body
}

async fn answer(request: Request<Body>) -> Result<Response<Body>, hyper::Error> {
    let is_events = request.uri().path() == "/sse";
    let body = match request.uri().path() {
        "/slow" => {
            sleep(Duration::from_millis(1_500)).await;
            hello()
        }
        "/big" => vec![b'x'; 20_000_000].into(),
        "/upload" => format!("{} bytes\n", to_bytes(request.into_body()).await?.len()).into(),
        "/count" => format!("{}\n", count(request.method() == Method::POST)).into(),
        "/stream" => drip("part\n", 9, 180),
        "/sse" => drip("data: tick\n\n", usize::MAX, 250),
        _ => hello(),
    };
    let kind = if is_events { "text/event-stream" } else { "text/plain" };
    Ok(Response::builder().header("Content-Type", kind).body(body).unwrap())
}

#[tokio::main]
async fn main() {
    let how = env::args().nth(1).unwrap_or_default();
    let port: u16 = env::var("PORT").unwrap().parse().unwrap();
    let routes = make_service_fn(|_| async { Ok::<_, Infallible>(service_fn(answer)) });
    let server = Server::bind(&([127, 0, 0, 1], port).into()).serve(routes);
    if how == "none" {
        return server.await.unwrap();
    }
    let mut told = signal(SignalKind::terminate()).unwrap();
    let (leave, left) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server.with_graceful_shutdown(async { left.await.unwrap() }));
    told.recv().await;
    leave.send(()).unwrap();
    if how == "limit" {
        let _ = timeout(Duration::from_secs(6), serving).await;
    } else {
        let _ = serving.await;
    }
    process::exit(0);
}
