//! GSI routing: the pins of the in-kernel interrupt controllers and the messages of MSI-X vectors.
//!
//! Each MSI route has an eventfd. Unmasked, it is an irqfd of KVM: writing to it interrupts the guest. Masked, it
//! is only an eventfd: what is written stays in its counter, which is the vector's pending bit. So a data plane
//! writes to one descriptor and need not know whether the guest masks the vector.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kvm_bindings::{
    KVM_IRQ_ROUTING_IRQCHIP, KVM_IRQ_ROUTING_MSI, KVM_IRQCHIP_IOAPIC, KVM_IRQCHIP_PIC_MASTER,
    KVM_IRQCHIP_PIC_SLAVE, KvmIrqRouting, kvm_irq_routing_entry,
};
use kvm_ioctls::VmFd;
use vmm_sys_util::eventfd::{EFD_NONBLOCK, EventFd};

use crate::error::{Error, Result};

/// Pins of the in-kernel IOAPIC; MSI routes are numbered after them.
pub const IOAPIC_PINS: u32 = 24;
/// How many MSI routes one machine may hold.
pub const MSI_LIMIT: usize = 1024;

/// Where a message goes: what the guest wrote to the vector's table entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Message {
    pub address_low: u32,
    pub address_high: u32,
    pub data: u32,
}

struct Route {
    event: Arc<EventFd>,
    /// The message while unmasked, when the eventfd is an irqfd.
    message: Option<Message>,
}

/// The routing table of one VM.
#[derive(Default)]
pub struct MsiRoutes {
    routes: Mutex<BTreeMap<u32, Route>>,
}

impl MsiRoutes {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<u32, Route>> {
        self.routes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Installs the pins alone; the start of every machine.
    pub fn install(&self, vm: &VmFd) -> Result<()> {
        set_routing(vm, &self.lock())
    }

    /// A new masked route; returns its GSI.
    pub fn allocate(&self) -> Result<u32> {
        let mut routes = self.lock();
        if routes.len() >= MSI_LIMIT {
            return Err(Error::MsiExhausted(MSI_LIMIT));
        }
        let gsi = routes
            .last_key_value()
            .map_or(IOAPIC_PINS, |(last, _)| last + 1);
        let event = Arc::new(EventFd::new(EFD_NONBLOCK).map_err(Error::MachineResources)?);
        routes.insert(
            gsi,
            Route {
                event,
                message: None,
            },
        );
        Ok(gsi)
    }

    /// The descriptor whose writes raise the vector.
    pub fn event(&self, gsi: u32) -> Result<Arc<EventFd>> {
        let routes = self.lock();
        Ok(routes
            .get(&gsi)
            .ok_or(Error::MsiUnknown(gsi))?
            .event
            .clone())
    }

    /// Points the vector at `message` and unmasks it; what was raised while masked is delivered now.
    pub fn route(&self, vm: &VmFd, gsi: u32, message: Message) -> Result<()> {
        let mut routes = self.lock();
        let route = routes.get_mut(&gsi).ok_or(Error::MsiUnknown(gsi))?;
        let before = route.message;
        if before == Some(message) {
            return Ok(());
        }
        let event = route.event.clone();
        route.message = Some(message);
        if let Err(refused) = set_routing(vm, &routes) {
            if let Some(route) = routes.get_mut(&gsi) {
                route.message = before;
            }
            return Err(refused);
        }
        if before.is_none() {
            // Taken out before the irqfd is there and put back after: kernels differ in whether an irqfd fires
            // for what its eventfd already held.
            let pending = event.read().is_ok();
            vm.register_irqfd(&event, gsi)
                .map_err(|e| Error::Kvm("assign an irqfd", e))?;
            if pending {
                let _ = event.write(1);
            }
        }
        Ok(())
    }

    /// Masks the vector. The irqfd goes first: a route that disappears under an irqfd would lose the message.
    pub fn mask(&self, vm: &VmFd, gsi: u32) -> Result<()> {
        let mut routes = self.lock();
        let route = routes.get_mut(&gsi).ok_or(Error::MsiUnknown(gsi))?;
        if route.message.is_none() {
            return Ok(());
        }
        vm.unregister_irqfd(&route.event, gsi)
            .map_err(|e| Error::Kvm("take an irqfd away", e))?;
        // KVM empties the counter when it lets go: what is in it from now on is pending.
        route.message = None;
        set_routing(vm, &routes)
    }

    /// Whether the vector was raised while masked; forgets it.
    pub fn take_pending(&self, gsi: u32) -> Result<bool> {
        let routes = self.lock();
        let route = routes.get(&gsi).ok_or(Error::MsiUnknown(gsi))?;
        Ok(route.message.is_none() && route.event.read().is_ok())
    }

    pub fn raise(&self, gsi: u32) -> Result<()> {
        let routes = self.lock();
        let route = routes.get(&gsi).ok_or(Error::MsiUnknown(gsi))?;
        // A full counter means that it is pending already.
        let _ = route.event.write(1);
        Ok(())
    }
}

/// Replaces KVM's whole table: the pins and every unmasked message.
fn set_routing(vm: &VmFd, routes: &BTreeMap<u32, Route>) -> Result<()> {
    let mut entries = pins();
    for (&gsi, route) in routes {
        let Some(message) = route.message else {
            continue;
        };
        let mut entry = kvm_irq_routing_entry {
            gsi,
            type_: KVM_IRQ_ROUTING_MSI,
            ..Default::default()
        };
        entry.u.msi.address_lo = message.address_low;
        entry.u.msi.address_hi = message.address_high;
        entry.u.msi.data = message.data;
        entries.push(entry);
    }
    let table = KvmIrqRouting::from_entries(&entries)
        .map_err(|_| Error::MachineState("the interrupt routing table is too long"))?;
    vm.set_gsi_routing(&table)
        .map_err(|e| Error::Kvm("set the interrupt routes", e))
}

/// ISA interrupts 0-15 at both PICs, 0-23 at the IOAPIC; the PIT's interrupt 0 is pin 2, as the MADT says.
fn pins() -> Vec<kvm_irq_routing_entry> {
    let mut entries = Vec::new();
    let mut add = |gsi, irqchip, pin| {
        let mut entry = kvm_irq_routing_entry {
            gsi,
            type_: KVM_IRQ_ROUTING_IRQCHIP,
            ..Default::default()
        };
        entry.u.irqchip.irqchip = irqchip;
        entry.u.irqchip.pin = pin;
        entries.push(entry);
    };
    for gsi in 0..IOAPIC_PINS {
        match gsi {
            0..8 => add(gsi, KVM_IRQCHIP_PIC_MASTER, gsi),
            8..16 => add(gsi, KVM_IRQCHIP_PIC_SLAVE, gsi - 8),
            _ => {}
        }
        match gsi {
            0 => add(gsi, KVM_IRQCHIP_IOAPIC, 2),
            2 => {}
            _ => add(gsi, KVM_IRQCHIP_IOAPIC, gsi),
        }
    }
    entries
}
