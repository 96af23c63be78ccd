//! `Machine` of native/binding.ts.
