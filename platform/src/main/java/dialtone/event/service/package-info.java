/**
 * The event hub: what has happened is stored with the transaction that made it happen, handed to the subscriptions whose query
 * it meets, and delivered to each in order, signed, at least once.
 */
package dialtone.event.service;
