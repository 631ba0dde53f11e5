package dialtone.invoice.document;

import dialtone.party.Address;

/**
 * Whom an invoice was addressed to when it was issued.
 *
 * @param taxNumber empty when none was told
 */
public record Recipient(String name, Address address, String taxNumber) {}
