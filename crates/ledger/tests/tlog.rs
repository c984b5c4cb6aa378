//! The tree and its proofs against vectors made by Go's `sumdb/tlog`
//! (`tests/vectors/README.md`), and against each other.

use ledger::{
    Hash, Tree, consistency_proof, inclusion_proof, leaf_hash, verify_consistency, verify_inclusion,
};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    entries: Vec<String>,
    roots: Vec<RootVector>,
    inclusion: Vec<InclusionVector>,
    consistency: Vec<ConsistencyVector>,
}

#[derive(Deserialize)]
struct RootVector {
    size: usize,
    root_hex: Hash,
}

#[derive(Deserialize)]
struct InclusionVector {
    size: usize,
    index: usize,
    leaf_hash_hex: Hash,
    proof_hex: Vec<Hash>,
    valid: bool,
}

#[derive(Deserialize)]
struct ConsistencyVector {
    old_size: usize,
    new_size: usize,
    proof_hex: Vec<Hash>,
}

#[cfg(test)]
fn vectors() -> Vectors {
    serde_json::from_str(include_str!("vectors/tlog.json")).unwrap()
}

fn leaves(vectors: &Vectors) -> Vec<Hash> {
    vectors.entries.iter().map(|entry| leaf_hash(entry.as_bytes())).collect()
}

fn root(leaves: &[Hash]) -> Hash {
    let mut tree = Tree::new();
    leaves.iter().for_each(|leaf| tree.append_leaf(*leaf));
    tree.root()
}

#[test]
fn roots_agree_with_go() {
    let vectors = vectors();
    assert_eq!(vectors.roots.len(), 15);
    let leaves = leaves(&vectors);
    for vector in &vectors.roots {
        assert_eq!(root(&leaves[..vector.size]), vector.root_hex, "size {}", vector.size);
    }
}

#[test]
fn inclusion_proofs_agree_with_go() {
    let vectors = vectors();
    assert_eq!(vectors.inclusion.len(), 13);
    assert_eq!(vectors.inclusion.iter().filter(|v| !v.valid).count(), 3);
    let leaves = leaves(&vectors);
    for vector in &vectors.inclusion {
        let tree = &leaves[..vector.size];
        let found = verify_inclusion(
            &vector.leaf_hash_hex,
            vector.index as u64,
            vector.size as u64,
            &root(tree),
            &vector.proof_hex,
        );
        assert_eq!(found, vector.valid, "size {} index {}", vector.size, vector.index);
        if vector.valid {
            assert_eq!(inclusion_proof(tree, vector.index).unwrap(), vector.proof_hex);
        }
    }
}

#[test]
fn consistency_proofs_agree_with_go() {
    let vectors = vectors();
    assert_eq!(vectors.consistency.len(), 8);
    let leaves = leaves(&vectors);
    for vector in &vectors.consistency {
        let (old, new) = (&leaves[..vector.old_size], &leaves[..vector.new_size]);
        assert_eq!(consistency_proof(new, vector.old_size).unwrap(), vector.proof_hex);
        assert!(verify_consistency(
            vector.old_size as u64,
            vector.new_size as u64,
            &root(old),
            &root(new),
            &vector.proof_hex,
        ));
    }
}

#[test]
fn every_pair_up_to_64_proves_and_every_change_is_seen() {
    let leaves: Vec<Hash> = (0..64_u8).map(|n| leaf_hash(&[n])).collect();
    for size in 1..=64 {
        let now = root(&leaves[..size]);
        for old in 1..=size {
            let before = root(&leaves[..old]);
            let proof = consistency_proof(&leaves[..size], old).unwrap();
            let holds = |before: &Hash, now: &Hash, proof: &[Hash]| {
                verify_consistency(old as u64, size as u64, before, now, proof)
            };
            assert!(holds(&before, &now, &proof), "{old} in {size}");
            assert!(!holds(&Hash::of(b"x"), &now, &proof));
            assert!(!holds(&before, &Hash::of(b"x"), &proof));
            let longer: Vec<Hash> = proof.iter().copied().chain([Hash::of(b"x")]).collect();
            assert!(!holds(&before, &now, &longer));
            let path = inclusion_proof(&leaves[..size], old - 1).unwrap();
            let included = |leaf: &Hash, index: usize, path: &[Hash]| {
                verify_inclusion(leaf, index as u64, size as u64, &now, path)
            };
            assert!(included(&leaves[old - 1], old - 1, &path));
            assert!(!included(&Hash::of(b"x"), old - 1, &path));
            assert!(!included(&leaves[old - 1], old, &path), "the index is part of the claim");
        }
    }
}

#[test]
fn what_cannot_be_proved_is_refused() {
    let leaves: Vec<Hash> = (0..4_u8).map(|n| leaf_hash(&[n])).collect();
    let root = root(&leaves);
    assert!(inclusion_proof(&leaves, 4).is_err());
    assert!(consistency_proof(&leaves, 0).is_err());
    assert!(consistency_proof(&leaves, 5).is_err());
    assert!(!verify_inclusion(&leaves[0], 4, 4, &root, &[]));
    assert!(!verify_inclusion(&leaves[0], 0, 0, &root, &[]));
    assert!(!verify_consistency(0, 4, &Hash::of(&[]), &root, &[]));
    assert!(!verify_consistency(5, 4, &root, &root, &[]));
    assert!(!verify_consistency(4, 4, &root, &root, &[root]));
    assert!(verify_consistency(4, 4, &root, &root, &[]));
}

proptest! {
    #[test]
    fn proofs_of_noise_never_hold(
        old in 0_u64..200, new in 0_u64..200, index in 0_u64..200,
        noise in prop::collection::vec(any::<[u8; 32]>(), 0..12),
    ) {
        let noise: Vec<Hash> = noise.into_iter().map(Hash).collect();
        let (a, b) = (Hash::of(b"a"), Hash::of(b"b"));
        prop_assert!(!verify_consistency(old, new, &a, &b, &noise));
        prop_assert!(!verify_inclusion(&a, index, new, &b, &noise));
    }
}
