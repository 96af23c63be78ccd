//! Boots a Linux kernel with no devices but the serial port, and prints its console: the shortest proof that the
//! machine works. Registers of the board that TypeScript would answer are answered with ones.
//!
//!     boot KERNEL [--initrd FILE] [--vcpus N] [--mib N] [--seconds N] [--until TEXT] [COMMAND LINE]
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Write;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use farport_machine::{AcpiSpec, Event, Kind, LinuxBoot, Machine, MachineOptions, Space, Window};

const SLEEP_PORT: u16 = 0x600;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let kernel = arguments.next().expect("the path of a kernel");
    let (mut initrd, mut vcpus, mut mib, mut seconds, mut until) =
        (None, 1, 512, 120, String::new());
    let mut cmdline = "earlyprintk=serial console=ttyS0 panic=-1 reboot=t".to_string();
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value");
        match argument.as_str() {
            "--initrd" => initrd = Some(value()),
            "--vcpus" => vcpus = value().parse().unwrap(),
            "--mib" => mib = value().parse().unwrap(),
            "--seconds" => seconds = value().parse().unwrap(),
            "--until" => until = value(),
            _ => cmdline = argument,
        }
    }

    let options = MachineOptions {
        ram_bytes: mib << 20,
        low_ram_end: 3 << 30,
        vcpus,
    };
    let machine = match Machine::new(options) {
        Ok(machine) => machine,
        Err(error) => {
            eprintln!("{}: {error}", error.code());
            std::process::exit(1);
        }
    };
    let sleep = machine
        .add_region(Space::Pio, SLEEP_PORT.into(), 8, vec![])
        .unwrap();
    machine
        .add_region(Space::Mmio, 0xe000_0000, 1 << 20, vec![])
        .unwrap();
    let rsdp = machine
        .write_acpi(&AcpiSpec {
            at: 0xe_0000,
            vcpus,
            ecam_base: 0xe000_0000,
            ecam_buses: 1,
            mmio32: Window {
                base: 0xc000_0000,
                length: 0x2000_0000,
            },
            mmio64: Window {
                base: 0x40_0000_0000,
                length: 0x40_0000_0000,
            },
            sleep_port: SLEEP_PORT,
            pm_timer_port: 0x608,
            ged_gsi: 9,
            ged_port: 0x604,
            serial_port: 0x3f8,
            serial_gsi: 4,
        })
        .unwrap();
    let boot = LinuxBoot {
        kernel,
        initrd,
        cmdline,
        rsdp,
    };
    if let Err(error) = machine.load_linux(&boot) {
        eprintln!("{}: {error}", error.code());
        std::process::exit(1);
    }

    let (wake, woken) = mpsc::channel();
    let started = Instant::now();
    machine
        .start(Box::new(move || {
            let _ = wake.send(());
        }))
        .unwrap();
    let deadline = started + Duration::from_secs(seconds);
    let (mut seen, mut accesses) = (String::new(), 0_u64);
    let outcome = 'run: loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if woken.recv_timeout(left).is_err() {
            break "the time is up";
        }
        let mut records = Vec::new();
        machine.drain(|_, record| records.push(record));
        for record in records {
            match record.kind {
                Kind::Event if record.region == Event::Console as u32 => {}
                Kind::Event if record.region == Event::Shutdown as u32 => {
                    break 'run "the guest shut down or reset";
                }
                Kind::Event => break 'run "event of a failure",
                Kind::Write if record.region == sleep && record.offset == 0 => {
                    break 'run "the guest slept or reset";
                }
                Kind::Read | Kind::Write => {
                    accesses += 1;
                    machine.answer(record.vcpu.into(), u64::MAX);
                }
                Kind::Posted => {}
            }
        }
        let text = String::from_utf8_lossy(&machine.take_console()).into_owned();
        print!("{text}");
        std::io::stdout().flush().unwrap();
        seen.push_str(&text);
        if !until.is_empty() && seen.contains(&until) {
            break "the text was seen";
        }
    };
    print!("{}", String::from_utf8_lossy(&machine.take_console()));
    machine.stop();
    println!(
        "\nboot: {outcome} after {:.1} s, {accesses} accesses answered; {}",
        started.elapsed().as_secs_f64(),
        machine.last_error()
    );
}
