//! Serves the shell alone, to look at `/style` in a browser:
//! `cargo run --release -p web --example style` and then
//! <http://127.0.0.1:8017/style>.

use std::error::Error;

use config::Config;
use tokio::net::TcpListener;
use web::state::Entropy;
use web::{AppState, router};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut config = Config::default();
    config.demo.enabled = true;
    let state = AppState::new(config, Entropy::from_system()?);
    let listener = TcpListener::bind("127.0.0.1:8017").await?;
    axum::serve(listener, router(state)).await?;
    Ok(())
}
