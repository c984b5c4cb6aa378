//! The measurements of the running program that docs/PERFORMANCE.md quotes:
//! start of the server and memory at rest.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Outcome, heading, postgres, say};

/// How long a start may take before the measurement gives up; the first start
/// of a demonstration plays its data.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long the program is left alone before its memory is read.
const REST: Duration = Duration::from_secs(5);

/// A running program; it is asked to stop when dropped.
struct Server {
    child: Child,
    port: u16,
}

impl Server {
    /// Starts `wenping COMMAND --data DATA` on a free port and waits until it
    /// answers.
    fn start(binary: &Path, command: &str, data: &Path) -> Outcome<(Self, Duration)> {
        let port = postgres::free_port()?;
        let start = Instant::now();
        let child = Command::new(binary)
            .args([command, "--port", &port.to_string(), "--data"])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut server = Self { child, port };
        while !server.answers() {
            if let Some(status) = server.child.try_wait()? {
                return Err(format!("`wenping {command}` ended with {status}").into());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("`wenping {command}` does not answer").into());
            }
            pause(Duration::from_millis(2));
        }
        Ok((server, start.elapsed()))
    }

    fn answers(&self) -> bool {
        self.get("/healthz").is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
    }

    fn get(&self, path: &str) -> Outcome<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n",
            self.port
        )?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }

    /// A line of `/proc/PID/status`, for example `VmRSS`; Linux only.
    fn status(&self, name: &str) -> Outcome<String> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let value = line.and_then(|line| line.strip_prefix(':'));
        Ok(value.unwrap_or("unknown").trim().to_owned())
    }

    fn stop(mut self) -> Outcome<Duration> {
        let start = Instant::now();
        self.ask_to_stop();
        self.child.wait()?;
        Ok(start.elapsed())
    }

    fn ask_to_stop(&self) {
        // A program that has ended already needs no asking.
        let _ = Command::new("kill")
            .args(["-TERM", &self.child.id().to_string()])
            .stderr(Stdio::null())
            .status();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ask_to_stop();
        let _ = self.child.wait();
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program without worker threads waits for another one"
)]
fn pause(time: Duration) {
    std::thread::sleep(time);
}

/// Measures the program at `binary` in a folder that is removed afterwards.
///
/// # Errors
/// When it does not start or does not answer.
pub fn server(binary: &Path, folder: &Path) -> Outcome<()> {
    heading("Server");
    let made = (|| {
        let (demo, took) = Server::start(binary, "demo", folder)?;
        say(&format!("demo, first start with its data: {:.2} s", took.as_secs_f64()));
        demo.stop()?;
        for round in 1..=3 {
            let (server, took) = Server::start(binary, "serve", folder)?;
            pause(REST);
            let rest = server.status("VmRSS")?;
            for _ in 0..200 {
                server.get("/login")?;
            }
            let worked = server.status("VmRSS")?;
            let most = server.status("VmHWM")?;
            let stopped = server.stop()?;
            say(&format!(
                "serve, start {round}: answers after {:.3} s; memory at rest {rest}, after 200 pages {worked}, at most {most}; stopped in {:.3} s",
                took.as_secs_f64(),
                stopped.as_secs_f64()
            ));
        }
        Ok(())
    })();
    // What is left behind lies in the build folder and harms nothing.
    let _ = std::fs::remove_dir_all(folder);
    made
}
