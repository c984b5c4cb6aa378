//! One request over the network, one connection each, as the simplest browser
//! would: for tests of the running program.

use std::net::SocketAddr;

use axum::{
    body::Body,
    http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode},
};
use http_body_util::BodyExt as _;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::Failure;

/// Sends a request and reads the answer to the end of the connection.
pub(crate) async fn exchange(
    to: SocketAddr,
    request: Request<Body>,
) -> Result<(StatusCode, HeaderMap, Vec<u8>), Failure> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await?.to_bytes();
    let mut head = format!(
        "{} {} HTTP/1.1\r\nhost: {to}\r\nconnection: close\r\ncontent-length: {}\r\n",
        parts.method,
        parts.uri,
        body.len()
    )
    .into_bytes();
    for (name, value) in &parts.headers {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    let mut stream = TcpStream::connect(to).await?;
    stream.write_all(&head).await?;
    stream.write_all(&body).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    read(&answer)
}

/// An answer without chunks; one that breaks off is no answer.
fn read(answer: &[u8]) -> Result<(StatusCode, HeaderMap, Vec<u8>), Failure> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or("no whole answer")?;
    let (head, body) = answer.split_at(end);
    let body = body.get(4..).unwrap_or_default();
    let head = std::str::from_utf8(head)?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?;
    let mut headers = HeaderMap::new();
    for line in lines {
        let (name, value) = line.split_once(':').ok_or("a header without a colon")?;
        let name = HeaderName::from_bytes(name.as_bytes())?;
        headers.append(name, HeaderValue::from_str(value.trim())?);
    }
    if headers.contains_key("transfer-encoding") {
        return Err("an answer in chunks".into());
    }
    let length = headers.get("content-length").map(|n| n.to_str()).transpose()?;
    if length.is_some_and(|length| length != body.len().to_string()) {
        return Err("the answer broke off".into());
    }
    Ok((status.parse()?, headers, body.to_vec()))
}
