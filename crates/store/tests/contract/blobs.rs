//! Files are on the disk before the commit that names them.

use std::time::{Duration, SystemTime};

use domain::ids::UnitId;
use ledger::Hash;
use store::{BlobError, BlobKey, testing::Engine};

use crate::support::{at, id, on_both, open};

on_both!(
    a_file_is_there_before_it_is_named,
    a_crash_before_the_commit_leaves_an_orphan_and_no_name,
    too_large_a_file_leaves_nothing,
    two_units_never_share_a_file,
    a_changed_file_is_found,
);

fn unit(n: u128) -> UnitId {
    UnitId::new(id(n))
}

/// Everything that a file can be old enough for.
fn any_age() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(32_503_680_000)
}

async fn a_file_is_there_before_it_is_named(engine: Engine) {
    let test = open(engine).await;
    let blobs = test.store.blobs();
    let content = vec![7_u8; 200_000];
    let staged = blobs.stage(unit(1), "application/pdf", 1 << 20, &content[..]).await.unwrap();
    assert_eq!((staged.size, staged.sha256), (200_000, Hash::of(&content)));
    assert_eq!(std::fs::read(blobs.path(&staged.key)).unwrap(), content, "before any commit");
    let name = staged.key.to_string();
    assert!(blobs.path(&staged.key).ends_with(format!("blobs/{}/{}", &name[..2], &name[2..])));
    let mut tx = test.store.write().await.unwrap();
    tx.put_blob(&staged, at(0)).await.unwrap();
    tx.put_blob(&staged, at(1)).await.unwrap();
    tx.commit().await.unwrap();
    let info = test.store.read().await.unwrap().blob(&staged.key).await.unwrap().unwrap();
    assert_eq!((info.created_at, info.unit), (at(0), unit(1)));
    assert_eq!(blobs.read(&info, 1 << 20).await.unwrap(), content);
    assert!(matches!(blobs.read(&info, 10).await, Err(BlobError::TooLarge { limit: 10 })));
    assert_eq!(test.store.collect_orphans(any_age()).await.unwrap().files, 0);
}

async fn a_crash_before_the_commit_leaves_an_orphan_and_no_name(engine: Engine) {
    let mut test = open(engine).await;
    let staged = test.store.blobs().stage(unit(1), "text/plain", 100, &b"abc"[..]).await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    tx.put_blob(&staged, at(0)).await.unwrap();
    drop(tx);
    test.reopen(crate::support::registry()).await.unwrap();
    assert_eq!(test.store.read().await.unwrap().blob(&staged.key).await.unwrap(), None);
    let young = test.store.collect_orphans(SystemTime::UNIX_EPOCH).await.unwrap();
    assert_eq!(young.files, 0, "an upload under way is left alone");
    let old = test.store.collect_orphans(any_age()).await.unwrap();
    assert_eq!((old.files, old.bytes), (1, 3));
    assert!(!test.store.blobs().path(&staged.key).exists());
}

async fn too_large_a_file_leaves_nothing(engine: Engine) {
    let test = open(engine).await;
    let content = vec![1_u8; 70_000];
    let blobs = test.store.blobs();
    let refused = blobs.stage(unit(1), "text/plain", 69_999, &content[..]).await;
    assert!(matches!(refused, Err(BlobError::TooLarge { limit: 69_999 })));
    assert!(!blobs.path(&BlobKey::of(unit(1), &Hash::of(&content))).exists());
    assert_eq!(test.store.collect_orphans(any_age()).await.unwrap().files, 0);
    assert!(blobs.stage(unit(1), "text/plain", 70_000, &content[..]).await.is_ok());
}

async fn two_units_never_share_a_file(engine: Engine) {
    let test = open(engine).await;
    let blobs = test.store.blobs();
    let first = blobs.stage(unit(1), "text/plain", 100, &b"same"[..]).await.unwrap();
    let again = blobs.stage(unit(1), "text/plain", 100, &b"same"[..]).await.unwrap();
    let other = blobs.stage(unit(2), "text/plain", 100, &b"same"[..]).await.unwrap();
    assert_eq!(first, again);
    assert_eq!(first.sha256, other.sha256);
    assert_ne!(first.key, other.key);
    assert!(blobs.path(&first.key).exists() && blobs.path(&other.key).exists());
}

async fn a_changed_file_is_found(engine: Engine) {
    let test = open(engine).await;
    let blobs = test.store.blobs();
    let staged = blobs.stage(unit(1), "text/plain", 100, &b"abc"[..]).await.unwrap();
    let mut tx = test.store.write().await.unwrap();
    tx.put_blob(&staged, at(0)).await.unwrap();
    tx.commit().await.unwrap();
    std::fs::write(blobs.path(&staged.key), b"abd").unwrap();
    let info = test.store.read().await.unwrap().blob(&staged.key).await.unwrap().unwrap();
    assert!(matches!(blobs.read(&info, 100).await, Err(BlobError::Changed(_))));
}
