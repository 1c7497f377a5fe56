//! How long a phone takes to judge ten keys that it met for two hours each, 24 sightings a key.
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up fails")]

mod fixture;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use exposure_notification::{Platform, UnpublishedBehaviour, v1, v2};

use fixture::{DAYS, FIRST_DAY, matched};

const NOW: i64 = (FIRST_DAY + DAYS * 144) as i64 * 600;

fn judge(criterion: &mut Criterion) {
    let matched = matched();
    let unpublished = UnpublishedBehaviour::default();
    // COCOA's parameters from 1.1.4 on.
    let configuration = v1::ExposureConfiguration {
        minimum_risk_score: 21,
        attenuation_weight: 50,
        transmission_weight: 50,
        duration_weight: 50,
        days_since_last_exposure_weight: 50,
        transmission_risk_scores: [7; 8],
        attenuation_scores: [1, 2, 3, 4, 5, 6, 7, 8],
        duration_scores: [0, 0, 0, 0, 1, 1, 1, 1],
        days_since_last_exposure_scores: [1; 8],
        duration_at_attenuation_thresholds: [50, 70],
    };
    let parameters = v2::Parameters::cocoa_default();
    let mut group = criterion.benchmark_group("10 matched keys");
    for platform in [Platform::Ios, Platform::Android] {
        group.bench_function(format!("version 1, {platform}"), |bencher| {
            bencher.iter(|| v1::evaluate(platform, &configuration, black_box(&matched), NOW, &unpublished));
        });
        group.bench_function(
            format!("version 2, windows and day summaries, {platform}"),
            |bencher| {
                bencher.iter(|| {
                    let configuration = &parameters.exposure_configuration;
                    let windows =
                        v2::exposure_windows(platform, configuration, black_box(&matched), &unpublished);
                    v2::daily_summaries(platform, configuration, &windows, NOW, &unpublished)
                });
            },
        );
    }
    group.finish();
}

criterion_group!(benches, judge);
criterion_main!(benches);
