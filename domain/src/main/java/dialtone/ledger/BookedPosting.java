package dialtone.ledger;

import java.time.Instant;

/**
 * A posting with the entry it belongs to, as an account's statement lists it.
 *
 * @param entryKey what caused the entry
 */
public record BookedPosting(long entryId, String entryKey, String description, Instant bookedAt, Posting posting) {}
