//! A file as the body of an answer, read piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use http_body::{Body, Frame};
use tokio::io::{AsyncRead as _, ReadBuf};

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

/// A file that is read as the answer is sent.
pub(crate) struct FileBody {
    file: tokio::fs::File,
    piece: Vec<u8>,
}

impl FileBody {
    /// The file from where it stands.
    pub(crate) fn new(file: std::fs::File) -> Self {
        Self { file: tokio::fs::File::from_std(file), piece: vec![0; PIECE] }
    }
}

impl Body for FileBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        let Self { file, piece } = self.get_mut();
        let mut read = ReadBuf::new(piece);
        ready!(Pin::new(file).poll_read(cx, &mut read))?;
        let found = read.filled();
        if found.is_empty() {
            return Poll::Ready(None);
        }
        Poll::Ready(Some(Ok(Frame::data(Bytes::copy_from_slice(found)))))
    }
}
