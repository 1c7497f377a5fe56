//! How long matching takes: a phone by itself, and a fleet with and without the index of the export.

mod fixture;

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, SamplingMode, criterion_group, criterion_main};
use exposure_notification::{ExportIndex, SightingLog, match_keys};

use fixture::{fortnight, log_of, published, random};

/// A file of 1,000 keys and a phone that heard five others in every scan, 20,160 sightings.
fn one_phone(criterion: &mut Criterion) {
    let mut random = random(1);
    let keys = published(&mut random, 1_000);
    let log = log_of(&fortnight(&mut random, 5, &keys[500].key));
    let index = ExportIndex::new(&keys);
    assert_eq!(index.match_keys(&log, 0).len(), 1);
    let mut group = criterion.benchmark_group("1,000 keys, a phone with 20,160 sightings");
    group.bench_function("by itself", |bencher| {
        bencher.iter(|| match_keys(black_box(&keys), black_box(&log), 0));
    });
    group.bench_function("making the index", |bencher| {
        bencher.iter(|| ExportIndex::new(black_box(&keys)));
    });
    group.bench_function("by the index", |bencher| {
        bencher.iter(|| black_box(&index).match_keys(black_box(&log), 0));
    });
    group.finish();
}

/// A thousand phones that heard one other in every scan, 4,032 sightings each; every tenth met somebody.
fn fleet(criterion: &mut Criterion) {
    let mut random = random(2);
    let keys = published(&mut random, 1_000);
    let strangers = published(&mut random, 1);
    let phones: Vec<SightingLog> = (0..1_000)
        .map(|phone| {
            let met = if phone % 10 == 0 {
                &keys[phone]
            } else {
                &strangers[0]
            };
            log_of(&fortnight(&mut random, 1, &met.key))
        })
        .collect();
    let mut group = criterion.benchmark_group("1,000 keys, 1,000 phones with 4,032 sightings");
    group
        .sampling_mode(SamplingMode::Flat)
        .sample_size(10)
        .warm_up_time(Duration::from_secs(1));
    group.bench_function("phone by phone", |bencher| {
        bencher.iter(|| -> usize {
            phones
                .iter()
                .map(|log| match_keys(black_box(&keys), log, 0).len())
                .sum()
        });
    });
    group.bench_function("by the index, which is made anew", |bencher| {
        bencher.iter(|| -> usize {
            let index = ExportIndex::new(black_box(&keys));
            phones.iter().map(|log| index.match_keys(log, 0).len()).sum()
        });
    });
    group.finish();
}

criterion_group!(benches, one_phone, fleet);
criterion_main!(benches);
