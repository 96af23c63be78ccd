//! Guests of a few instructions, run under the KVM of this machine: what each kind of register access, interrupt
//! and lifecycle call does to a guest that really runs. The machine code is spelled out beside its bytes.
//!
//! Every guest is entered in 64-bit mode at 1 MiB with the first 4 GiB mapped one to one. By custom it writes what
//! it has to say to the region OUT, whose writes are posted.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use farport_machine::{
    AcpiSpec, Event, EventFd, Kind, Machine, MachineOptions, Message, QUEUE_LIMIT, Record, Rule,
    Space, Window, write_tables,
};
use vm_memory::{Bytes, GuestAddress};

const CODE: u64 = 0x10_0000;
const STACK: u64 = 0x8ff0;
const OUT: u64 = 0xd000_0000;
const REGISTERS: u64 = 0xd000_1000;
/// Long enough for a busy machine that interprets its guests.
const PATIENCE: Duration = Duration::from_secs(30);

/// mov edi, OUT
const MOV_EDI_OUT: [u8; 5] = [0xbf, 0x00, 0x00, 0x00, 0xd0];
/// mov esi, REGISTERS
const MOV_ESI_REGISTERS: [u8; 5] = [0xbe, 0x00, 0x10, 0x00, 0xd0];
/// mov [rdi], eax
const SAY_EAX: [u8; 2] = [0x89, 0x07];
/// hlt; jump back to it
const REST: [u8; 3] = [0xf4, 0xeb, 0xfd];

struct Guest {
    machine: Machine,
    woken: Receiver<()>,
    waiting: std::collections::VecDeque<Record>,
    out: u32,
}

impl Guest {
    /// None, with a message, where there is no KVM.
    fn new(vcpus: u32, code: &[&[u8]]) -> Option<Self> {
        let options = MachineOptions {
            ram_bytes: 16 << 20,
            low_ram_end: 3 << 30,
            vcpus,
        };
        let machine = match Machine::new(options) {
            Ok(machine) => machine,
            Err(error) if error.code() == "kvm.unavailable" || error.code() == "kvm.permission" => {
                eprintln!("SKIPPED: {error}");
                return None;
            }
            Err(error) => panic!("{error}"),
        };
        let out = machine
            .add_region(Space::Mmio, OUT, 0x1000, vec![rule(0, 0x1000, true, false)])
            .unwrap();
        machine
            .memory()
            .write_slice(&code.concat(), GuestAddress(CODE))
            .unwrap();
        let guest = Self {
            machine,
            woken: channel().1,
            waiting: Default::default(),
            out,
        };
        guest.aim();
        Some(guest)
    }

    fn aim(&self) {
        let tables = write_tables(&self.machine.memory()).unwrap();
        self.machine
            .enter_long_mode(tables, CODE, STACK, 0)
            .unwrap();
    }

    fn start(&mut self) {
        let (wake, woken) = channel();
        self.woken = woken;
        self.machine
            .start(Box::new(move || {
                let _ = wake.send(());
            }))
            .unwrap();
    }

    fn next(&mut self) -> Record {
        loop {
            if let Some(record) = self.waiting.pop_front() {
                return record;
            }
            self.woken.recv_timeout(PATIENCE).unwrap_or_else(|_| {
                panic!("the guest says nothing; {}", self.machine.last_error())
            });
            self.machine
                .drain(|_, record| self.waiting.push_back(record));
        }
    }

    /// The next thing the guest says: offset in OUT and value.
    fn said(&mut self) -> (u32, u64) {
        let record = self.next();
        assert_eq!(
            (record.kind, record.region),
            (Kind::Posted, self.out),
            "{record:?}"
        );
        (record.offset, record.value)
    }

    fn event(&mut self) -> u32 {
        let record = self.next();
        assert_eq!(record.kind, Kind::Event, "{record:?}");
        record.region
    }
}

fn rule(offset: u32, size: u32, posted_write: bool, shadow_read: bool) -> Rule {
    Rule {
        offset,
        size,
        count: 1,
        stride: 0,
        posted_write,
        shadow_read,
    }
}

fn tables() -> AcpiSpec {
    AcpiSpec {
        at: 0xe_0000,
        vcpus: 1,
        ecam_base: 0xe000_0000,
        ecam_buses: 1,
        mmio32: Window {
            base: 0xc000_0000,
            length: 0x1000_0000,
        },
        mmio64: Window {
            base: 0x40_0000_0000,
            length: 0x40_0000_0000,
        },
        sleep_port: 0x600,
        pm_timer_port: 0x608,
        ged_gsi: 9,
        ged_port: 0x604,
        serial_port: 0x3f8,
        serial_gsi: 4,
    }
}

#[test]
fn a_read_waits_for_its_answer_and_a_shadow_read_does_not() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &MOV_ESI_REGISTERS,
            &[0x8b, 0x06],       // mov eax, [rsi]
            &SAY_EAX,            //
            &[0x8b, 0x46, 0x08], // mov eax, [rsi+8]
            &SAY_EAX,            //
            &[0x48, 0x8b, 0x06], // mov rax, [rsi]
            &[0x48, 0x89, 0x07], // mov [rdi], rax
            &REST,
        ],
    ) else {
        return;
    };
    let region = guest
        .machine
        .add_region(Space::Mmio, REGISTERS, 16, vec![rule(8, 4, false, true)])
        .unwrap();
    let shadow = guest.machine.region(region).unwrap().shadow.clone();
    // SAFETY: inside the 16 bytes.
    unsafe {
        shadow
            .as_ptr()
            .add(8)
            .cast::<u32>()
            .write_volatile(0x5bad_0b5e)
    };
    guest.start();

    let read = guest.next();
    assert_eq!(
        (read.kind, read.size, read.vcpu, read.region, read.offset),
        (Kind::Read, 4, 0, region, 0)
    );
    // Late, as an answer may be: the guest has gone to sleep over it.
    std::thread::sleep(Duration::from_millis(20));
    assert!(guest.machine.answer(0, 0x1234_5678));
    assert_eq!(guest.said(), (0, 0x1234_5678));
    assert_eq!(guest.said(), (0, 0x5bad_0b5e));
    assert_eq!(guest.next().size, 8);
    guest.machine.answer(0, 0x8877_6655_4433_2211);
    assert_eq!(guest.said(), (0, 0x8877_6655_4433_2211));
    assert_eq!(guest.machine.region_counters(region).unwrap(), [0, 1, 2]);
}

#[test]
fn a_write_that_waits_comes_after_the_posted_ones_before_it() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &MOV_ESI_REGISTERS,
            &[0xc7, 0x07, 1, 0, 0, 0],       // mov dword [rdi], 1
            &[0xc7, 0x47, 0x04, 2, 0, 0, 0], // mov dword [rdi+4], 2
            &[0x66, 0xc7, 0x06, 3, 0],       // mov word [rsi], 3
            &[0xc6, 0x07, 4],                // mov byte [rdi], 4
            &REST,
        ],
    ) else {
        return;
    };
    let region = guest
        .machine
        .add_region(Space::Mmio, REGISTERS, 16, vec![])
        .unwrap();
    guest.start();
    assert_eq!((guest.said(), guest.said()), ((0, 1), (4, 2)));
    let write = guest.next();
    assert_eq!(
        (write.kind, write.size, write.region, write.value),
        (Kind::Write, 2, region, 3)
    );
    assert!(guest.waiting.is_empty(), "the guest waits");
    guest.machine.answer(0, 0);
    assert_eq!(guest.said(), (0, 4));
}

#[test]
fn nobody_answers_outside_the_regions_and_across_their_ends() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &MOV_ESI_REGISTERS,
            &[0x8b, 0x46, 0x04], // mov eax, [rsi+4]: two bytes of the region, two beyond
            &SAY_EAX,
            &[0x89, 0x46, 0x04], // mov [rsi+4], eax: ignored
            &[0x8b, 0x46, 0x40], // mov eax, [rsi+0x40]: nobody's
            &SAY_EAX,
            &[0x31, 0xc0, 0xe4, 0x99], // xor eax, eax; in al, 0x99: nobody's port
            &SAY_EAX,
            &REST,
        ],
    ) else {
        return;
    };
    let region = guest
        .machine
        .add_region(Space::Mmio, REGISTERS, 6, vec![])
        .unwrap();
    guest.start();
    assert_eq!(guest.said(), (0, 0xffff_ffff));
    assert_eq!(guest.said(), (0, 0xffff_ffff));
    assert_eq!(guest.said(), (0, 0xff));
    assert_eq!(guest.machine.region_counters(region).unwrap(), [0, 0, 0]);
}

#[test]
fn a_string_instruction_is_one_access_for_each_element() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &[0xbe, 0x00, 0x20, 0x10, 0x00], // mov esi, 0x102000
            &[0xb9, 3, 0, 0, 0],             // mov ecx, 3
            &[0x66, 0xba, 0xe9, 0x00],       // mov dx, 0xe9
            &[0xfc, 0xf3, 0x6e],             // cld; rep outsb
            &REST,
        ],
    ) else {
        return;
    };
    guest
        .machine
        .memory()
        .write_slice(b"usb", GuestAddress(0x10_2000))
        .unwrap();
    guest
        .machine
        .add_region(Space::Pio, 0xe9, 1, vec![])
        .unwrap();
    guest.start();
    for expected in *b"usb" {
        let write = guest.next();
        assert_eq!(
            (write.kind, write.size, write.value),
            (Kind::Write, 1, expected.into())
        );
        guest.machine.answer(0, 0);
    }
}

#[test]
fn a_guest_that_outruns_the_devices_waits_and_loses_nothing() {
    let writes = QUEUE_LIMIT as u32 + 300;
    let [a, b, c, d] = writes.to_le_bytes();
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &[0xb9, a, b, c, d],                   // mov ecx, writes
            &[0x89, 0x0f, 0xff, 0xc9, 0x75, 0xfa], // again: mov [rdi], ecx; dec ecx; jnz again
            &REST,
        ],
    ) else {
        return;
    };
    guest.start();
    // The write after the last that fits is counted when it is about to wait.
    while guest.machine.region_counters(guest.out).unwrap()[0] <= QUEUE_LIMIT as u64 {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(
        guest.machine.region_counters(guest.out).unwrap()[0],
        QUEUE_LIMIT as u64 + 1
    );
    for expected in (1..=writes).rev() {
        assert_eq!(guest.said(), (0, expected.into()));
    }
}

#[test]
fn the_pm_timer_never_runs_backwards() {
    let read = [&[0xed_u8][..], &SAY_EAX].concat(); // in eax, dx
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &[0x66, 0xba, 0x08, 0x06],
            &read,
            &read,
            &read,
            &REST,
        ],
    ) else {
        return;
    };
    guest.machine.write_acpi(&tables()).unwrap();
    guest.start();
    let first = guest.said().1;
    let second = guest.said().1;
    let third = guest.said().1;
    assert!(first < second && second < third, "{first} {second} {third}");
}

#[test]
fn a_triple_fault_is_an_event() {
    // ud2, without an IDT
    let Some(mut guest) = Guest::new(1, &[&[0x0f, 0x0b]]) else {
        return;
    };
    guest.start();
    assert_eq!(guest.event(), Event::Shutdown as u32);
    assert!(guest.machine.last_error().contains("shutdown"));
}

#[test]
fn the_keyboard_controller_resets_and_is_else_ready() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &[0x31, 0xc0, 0xe4, 0x64], // xor eax, eax; in al, 0x64
            &SAY_EAX,
            &[0xb0, 0xfe, 0xe6, 0x64], // mov al, 0xfe; out 0x64, al
            &REST,
        ],
    ) else {
        return;
    };
    guest.start();
    assert_eq!(guest.said(), (0, 0));
    assert_eq!(guest.event(), Event::Shutdown as u32);
}

/// Sends INIT and SIPI to vCPU 1, which begins in real mode at 0x8000 and writes to port 0xe9.
fn smp_guest() -> Option<Guest> {
    let guest = Guest::new(
        2,
        &[
            &[0xbf, 0xf0, 0x00, 0xe0, 0xfe, 0xc7, 0x07, 0xff, 0x01, 0, 0], // LAPIC on: [0xfee000f0] = 0x1ff
            &[0xbf, 0x10, 0x03, 0xe0, 0xfe, 0xc7, 0x07, 0, 0, 0, 1], // to APIC 1: [0xfee00310] = 1 << 24
            &[0xbf, 0x00, 0x03, 0xe0, 0xfe, 0xc7, 0x07, 0x00, 0x45, 0, 0], // INIT: [0xfee00300] = 0x4500
            &[0xc7, 0x07, 0x08, 0x46, 0, 0],                               // SIPI, page 8
            &REST,
        ],
    )?;
    // mov al, 'A'; out 0xe9, al; rest
    let second = [&[0xb0, b'A', 0xe6, 0xe9][..], &REST].concat();
    guest
        .machine
        .memory()
        .write_slice(&second, GuestAddress(0x8000))
        .unwrap();
    guest
        .machine
        .add_region(Space::Pio, 0xe9, 1, vec![rule(0, 1, true, false)])
        .unwrap();
    Some(guest)
}

#[test]
fn a_second_vcpu_starts_by_sipi_and_again_after_a_reset() {
    let Some(mut guest) = smp_guest() else { return };
    guest.start();
    for _ in 0..2 {
        let write = guest.next();
        assert_eq!(
            (write.kind, write.vcpu, write.value),
            (Kind::Posted, 1, b'A'.into())
        );
        guest.machine.pause().unwrap();
        assert_eq!(guest.event(), Event::Paused as u32);
        guest.machine.reset_vcpus().unwrap();
        guest.aim();
        guest.machine.resume().unwrap();
    }
}

#[test]
fn a_running_machine_is_neither_reset_nor_loaded() {
    let Some(mut guest) = Guest::new(1, &[&[0xeb, 0xfe]]) else {
        return;
    };
    guest.start();
    assert_eq!(
        guest.machine.reset_vcpus().unwrap_err().code(),
        "machine.state"
    );
    guest.machine.pause().unwrap();
    assert_eq!(guest.event(), Event::Paused as u32);
    guest.machine.reset_vcpus().unwrap();
    guest.machine.stop();
    assert_eq!(guest.machine.pause().unwrap_err().code(), "machine.state");
}

#[test]
fn a_vcpu_that_waits_for_an_answer_stands_after_it_and_ends_without_it() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &MOV_ESI_REGISTERS,
            &[0x8b, 0x06],
            &SAY_EAX,
            &[0x8b, 0x06],
            &REST,
        ], // mov eax, [rsi], twice
    ) else {
        return;
    };
    guest
        .machine
        .add_region(Space::Mmio, REGISTERS, 4, vec![])
        .unwrap();
    guest.start();
    assert_eq!(guest.next().kind, Kind::Read);
    guest.machine.pause().unwrap();
    guest.machine.answer(0, 42);
    assert_eq!(guest.event(), Event::Paused as u32);
    guest.machine.resume().unwrap();
    assert_eq!(
        guest.said(),
        (0, 42),
        "the answer was not lost over the pause"
    );
    assert_eq!(guest.next().kind, Kind::Read);
    guest.machine.stop();
}

#[test]
fn a_message_interrupts_the_guest_unless_it_is_masked() {
    let Some(mut guest) = Guest::new(
        1,
        &[
            &[0xbf, 0xf0, 0x2f, 0x00, 0x00, 0x0f, 0x01, 0x1f], // mov edi, 0x2ff0; lidt [rdi]
            &[0xbf, 0xf0, 0x00, 0xe0, 0xfe, 0xc7, 0x07, 0xff, 0x01, 0, 0], // LAPIC on
            &MOV_EDI_OUT,
            &[0xc7, 0x07, 1, 0, 0, 0], // mov dword [rdi], 1
            &[0xfb],                   // sti
            &REST,
        ],
    ) else {
        return;
    };
    let memory = guest.machine.memory();
    // mov dword [rdi+4], 2; EOI: [0xfee000b0] = 0; iretq
    let handler = [
        0xc7, 0x47, 0x04, 2, 0, 0, 0, 0xbe, 0xb0, 0, 0xe0, 0xfe, 0xc7, 0x06, 0, 0, 0, 0, 0x48,
        0xcf_u8,
    ];
    memory
        .write_slice(&handler, GuestAddress(0x10_1000))
        .unwrap();
    // The IDT at 0x3000, its limit and base at 0x2ff0; vector 0x40 is an interrupt gate to 0x10:0x101000.
    memory.write_obj(0xfff_u16, GuestAddress(0x2ff0)).unwrap();
    memory.write_obj(0x3000_u64, GuestAddress(0x2ff2)).unwrap();
    memory
        .write_obj(0x0010_8e00_0010_1000_u64, GuestAddress(0x3000 + 0x40 * 16))
        .unwrap();
    guest.start();
    assert_eq!(guest.said(), (0, 1));

    let gsi = guest.machine.allocate_msi().unwrap();
    let message = Message {
        address_low: 0xfee0_0000,
        address_high: 0,
        data: 0x40,
    };
    guest.machine.raise(gsi).unwrap();
    assert!(
        guest.machine.take_pending_msi(gsi).unwrap(),
        "raised while masked"
    );
    assert!(
        !guest.machine.take_pending_msi(gsi).unwrap(),
        "and forgotten"
    );
    guest.machine.route_msi(gsi, message).unwrap();
    guest.machine.raise(gsi).unwrap();
    assert_eq!(guest.said(), (4, 2));
    guest.machine.msi_event(gsi).unwrap().write(1).unwrap();
    assert_eq!(guest.said(), (4, 2), "a data plane's write is a raise");

    guest.machine.mask_msi(gsi).unwrap();
    assert!(
        !guest.machine.take_pending_msi(gsi).unwrap(),
        "what was delivered is not pending"
    );
    guest.machine.msi_event(gsi).unwrap().write(1).unwrap();
    std::thread::sleep(Duration::from_millis(20));
    assert_eq!(guest.machine.drain(|_, _| ()), 0, "masked");
    guest.machine.route_msi(gsi, message).unwrap();
    assert_eq!(guest.said(), (4, 2), "delivered by the unmask");
}

#[test]
fn a_notify_write_signals_its_eventfd_and_reaches_no_region() {
    // mov dword [rsi], 5; mov dword [rdi], 1
    let Some(mut guest) = Guest::new(
        1,
        &[
            &MOV_EDI_OUT,
            &MOV_ESI_REGISTERS,
            &[0xc7, 0x06, 5, 0, 0, 0],
            &[0xc7, 0x07, 1, 0, 0, 0],
            &REST,
        ],
    ) else {
        return;
    };
    let region = guest
        .machine
        .add_region(Space::Mmio, REGISTERS, 0x1000, vec![])
        .unwrap();
    let notified = EventFd::new(0).unwrap();
    guest.machine.register_notify(REGISTERS, &notified).unwrap();
    guest.start();
    assert_eq!(guest.said(), (0, 1));
    assert_eq!(notified.read().unwrap(), 1);
    assert_eq!(guest.machine.region_counters(region).unwrap(), [0, 0, 0]);
    guest
        .machine
        .unregister_notify(REGISTERS, &notified)
        .unwrap();
}
