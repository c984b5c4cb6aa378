//! Proofs that a leaf is among the sealed ones. Roots of full runs of 256
//! leaves are kept, so that a proof among millions reads few rows.

use ledger::{Hash, inclusion_proof};
use uuid::Uuid;

use crate::{
    db::{Reader, Row, Tx},
    error::StoreError,
    sql::statements,
    value::args,
};

statements! {
    LEAVES = "SELECT leaf FROM leaves WHERE consultation = $1 AND position >= $2 AND position < $3 \
        ORDER BY position";
    TILES = "SELECT root FROM tiles WHERE consultation = $1 AND tile < $2 ORDER BY tile";
    TILED = "SELECT COUNT(*) AS n FROM tiles WHERE consultation = $1";
    KEEP_TILE = "INSERT INTO tiles (consultation, tile, root) VALUES ($1, $2, $3) \
        ON CONFLICT (consultation, tile) DO NOTHING";
}

/// Leaves of a tile. It is a power of two, so that tiles are whole subtrees.
pub const TILE: u64 = 256;

/// A leaf with the hashes that lead from it to the root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inclusion {
    /// Position of the leaf.
    pub position: u64,
    /// Number of leaves under the root.
    pub size: u64,
    /// Hashes from the leaf upwards (RFC 6962).
    pub path: Vec<Hash>,
}

impl Reader {
    async fn leaves(&mut self, id: Uuid, from: u64, to: u64) -> Result<Vec<Hash>, StoreError> {
        let rows = self.all(&LEAVES, args![id, from, to]).await?;
        rows.iter().map(|row: &Row| row.get("leaf")).collect()
    }

    /// The proof that the leaf at a position is among the first `size` ones.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when leaves or tiles are missing.
    pub async fn prove_answer(
        &mut self,
        consultation: Uuid,
        position: u64,
        size: u64,
    ) -> Result<Inclusion, StoreError> {
        let (full, tile) = (size / TILE, position / TILE);
        let rows = self.all(&TILES, args![consultation, full]).await?;
        let mut upper: Vec<Hash> =
            rows.iter().map(|row| row.get("root")).collect::<Result<_, _>>()?;
        // Tiles that no seal has kept yet are computed.
        for missing in (0_u64..full).skip(upper.len()) {
            let leaves = self.leaves(consultation, missing * TILE, (missing + 1) * TILE).await?;
            upper.push(root(&leaves));
        }
        if !size.is_multiple_of(TILE) {
            let rest = self.leaves(consultation, full * TILE, size).await?;
            upper.push(root(&rest));
        }
        let end = size.min(tile.saturating_add(1).saturating_mul(TILE));
        let lower = self.leaves(consultation, tile * TILE, end).await?;
        let mut path = step(&lower, position % TILE)?;
        path.extend(step(&upper, tile)?);
        Ok(Inclusion { position, size, path })
    }
}

impl Tx {
    /// Keeps the roots of all full tiles among the first `size` leaves.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn keep_tiles(&mut self, consultation: Uuid, size: u64) -> Result<(), StoreError> {
        let counted = self.first(&TILED, args![consultation]).await?;
        let kept: u64 = counted.map_or(Ok(0), |row| row.get("n"))?;
        for tile in kept..size / TILE {
            let leaves = self.leaves(consultation, tile * TILE, (tile + 1) * TILE).await?;
            self.run(&KEEP_TILE, args![consultation, tile, root(&leaves)]).await?;
        }
        Ok(())
    }
}

fn root(leaves: &[Hash]) -> Hash {
    let mut tree = ledger::Tree::new();
    for leaf in leaves {
        tree.append_leaf(*leaf);
    }
    tree.root()
}

fn step(hashes: &[Hash], index: u64) -> Result<Vec<Hash>, StoreError> {
    let index = usize::try_from(index).map_err(StoreError::corrupt)?;
    inclusion_proof(hashes, index).map_err(StoreError::corrupt)
}
