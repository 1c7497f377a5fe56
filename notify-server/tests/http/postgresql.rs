//! Everything on the other database.

use testbed::postgres_for_tests::run_this_suite_on_postgres;

#[test]
fn everything_holds_on_postgresql_too() {
    run_this_suite_on_postgres("postgresql::everything_holds_on_postgresql_too");
}
