//! How long it takes to read a signed file of 10,000 keys, as phones do and for people.
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up fails")]

mod fixture;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exposure_notification::{
    SigningKey, TemporaryExposureKeyExport, inspect_export, read_export, write_export,
};

use fixture::{published, random};

fn read(criterion: &mut Criterion) {
    let signing_key = SigningKey::generate("440", "v1").expect("randomness");
    let keys = [signing_key.verification_key()];
    let export = TemporaryExposureKeyExport {
        region: "440".to_owned(),
        batch_num: 1,
        batch_size: 1,
        keys: published(&mut random(4), 10_000),
        ..TemporaryExposureKeyExport::default()
    };
    let zip = write_export(&export, &signing_key).expect("an export");
    assert_eq!(inspect_export(&zip, &keys).expect("readable").keys.len(), 10_000);
    let mut group = criterion.benchmark_group("an export of 10,000 keys");
    group.throughput(Throughput::Elements(10_000));
    group.bench_function("inspected", |bencher| {
        bencher.iter(|| inspect_export(black_box(&zip), &keys));
    });
    group.bench_function("read", |bencher| {
        bencher.iter(|| read_export(black_box(&zip), &keys));
    });
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
