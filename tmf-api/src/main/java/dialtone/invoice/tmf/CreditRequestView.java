package dialtone.invoice.tmf;

import org.jspecify.annotations.Nullable;

/**
 * What is to be taken back of an invoice.
 *
 * @param line   number of the line; without it all that is left
 * @param reason as the customer reads it
 */
public record CreditRequestView(
        @Nullable Integer line, @Nullable String reason) {}
