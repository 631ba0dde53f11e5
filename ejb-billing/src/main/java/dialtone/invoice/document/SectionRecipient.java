package dialtone.invoice.document;

/**
 * Whose a section of a consolidated invoice is.
 *
 * @param name      of the account
 * @param taxNumber empty where it has none
 */
public record SectionRecipient(String name, String taxNumber) {}
