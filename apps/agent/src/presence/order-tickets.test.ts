import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ORDER_TICKET_MS, OrderTickets } from './order-tickets.ts';

const order = { deviceId: 'd', clientId: 'c', fence: 7, vm: 'a' };

describe('the ticket of an order', () => {
  it('is good for its VM, once', () => {
    const tickets = new OrderTickets();
    const ticket = tickets.create(order);
    assert.equal(tickets.find(ticket, 'b'), undefined);
    const found = tickets.find(ticket, 'a');
    assert.equal(found?.fence, 7);
    assert.equal(tickets.use(found.sha256)?.deviceId, 'd');
    assert.equal(tickets.find(ticket, 'a'), undefined);
    assert.equal(tickets.use(found.sha256), undefined);
  });

  it('is over when the next is given out for its device, or its lease ends', () => {
    const tickets = new OrderTickets();
    const first = tickets.create(order);
    const second = tickets.create({ ...order, fence: 8 });
    assert.equal(tickets.find(first, 'a'), undefined);
    tickets.revoke('d');
    assert.equal(tickets.find(second, 'a'), undefined);
    assert.equal(tickets.size, 0);
  });

  it('is over after a minute, and takes no room then', () => {
    let now = 0;
    const tickets = new OrderTickets(() => now);
    const ticket = tickets.create(order);
    now = ORDER_TICKET_MS;
    assert.equal(tickets.find(ticket, 'a'), undefined);
    tickets.create({ ...order, deviceId: 'e' });
    assert.equal(tickets.size, 1);
  });
});
