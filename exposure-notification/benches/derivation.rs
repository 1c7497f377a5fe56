//! How long it takes to derive all identifiers of a day from its key.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exposure_notification::{ENIntervalNumber, TemporaryExposureKey};

fn derive_identifiers(criterion: &mut Criterion) {
    let key = TemporaryExposureKey {
        key_data: *b"0123456789abcdef",
        rolling_start: ENIntervalNumber(2_706_048),
        rolling_period: 144,
    };
    let mut group = criterion.benchmark_group("derivation");
    group.throughput(Throughput::Elements(144));
    group.bench_function("all identifiers of a key", |bencher| {
        bencher.iter(|| black_box(&key).rolling_proximity_identifiers());
    });
    group.finish();
}

criterion_group!(benches, derive_identifiers);
criterion_main!(benches);
