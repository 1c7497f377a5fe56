//! How long a phone with 14 days of sightings takes to match a file of 1,000 keys, one of which it met.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use exposure_notification::{
    AssociatedEncryptedMetadata, DiagnosisKey, ENIntervalNumber, RollingProximityIdentifier, Sighting,
    SightingLog, TemporaryExposureKey, match_keys,
};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

const FIRST_DAY: u32 = 2_706_048;
const DAYS: u32 = 14;

/// A scan every five minutes, five phones heard in each: 20,160 sightings.
const SCANS_PER_INTERVAL: i64 = 2;
const PHONES_PER_SCAN: usize = 5;

fn random_key(random: &mut ChaCha12Rng, day: u32) -> DiagnosisKey {
    let mut key_data = [0; 16];
    random.fill_bytes(&mut key_data);
    DiagnosisKey {
        key: TemporaryExposureKey {
            key_data,
            rolling_start: ENIntervalNumber(FIRST_DAY + 144 * day),
            rolling_period: 144,
        },
        transmission_risk_level: 4,
        report_type: None,
        days_since_onset_of_symptoms: None,
    }
}

/// Strangers all the time, and half an hour with the owner of `met`.
fn fortnight(random: &mut ChaCha12Rng, met: &TemporaryExposureKey) -> SightingLog {
    let mut log = SightingLog::default();
    let mut hear = |identifier, at| {
        let metadata = AssociatedEncryptedMetadata([0; 4]);
        log.insert(Sighting {
            at,
            identifier,
            metadata,
            rssi_dbm: -60,
            previous_scan_at: None,
        });
    };
    for interval in FIRST_DAY..FIRST_DAY + DAYS * 144 {
        for scan in 0..SCANS_PER_INTERVAL {
            for _ in 0..PHONES_PER_SCAN {
                let mut identifier = [0; 16];
                random.fill_bytes(&mut identifier);
                hear(
                    RollingProximityIdentifier(identifier),
                    i64::from(interval) * 600 + 300 * scan,
                );
            }
        }
    }
    for (interval, identifier) in met.rolling_proximity_identifiers().into_iter().skip(60).take(3) {
        hear(identifier, interval.start_unix_seconds());
    }
    log
}

fn match_file(criterion: &mut Criterion) {
    let mut random = ChaCha12Rng::seed_from_u64(1);
    let keys: Vec<_> = (0..1_000)
        .map(|number| random_key(&mut random, number % DAYS))
        .collect();
    let log = fortnight(&mut random, &keys[500].key);
    let mut group = criterion.benchmark_group("matching");
    group.throughput(Throughput::Elements(1_000));
    group.bench_function("1,000 keys against 14 days", |bencher| {
        bencher.iter(|| match_keys(black_box(&keys), black_box(&log), 0));
    });
    group.finish();
}

criterion_group!(benches, match_file);
criterion_main!(benches);
