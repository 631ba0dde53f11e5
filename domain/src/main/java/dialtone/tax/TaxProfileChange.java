package dialtone.tax;

import dialtone.tax.TaxProfile.CustomerType;
import java.time.Instant;

/**
 * What was told of a billing account for tax, at one time; it held until the next.
 *
 * @param by         login of who told it
 * @param taxNumber  empty when none
 * @param exemptions as a person reads them, one a line; empty when none
 */
public record TaxProfileChange(
        Instant at, String by, CustomerType type, TaxPlace place, String taxNumber, String exemptions) {}
