package dialtone.invoice.tmf;

import dialtone.ledger.BookedPosting;
import java.time.Instant;

/**
 * A line of an account's statement.
 *
 * @param amount positive when the account owes it
 */
public record PostingView(
        long entry, String cause, String description, Instant bookedAt, String ledgerAccount, AmountView amount) {
    static PostingView of(BookedPosting booked) {
        return new PostingView(
                booked.entryId(),
                booked.entryKey(),
                booked.description(),
                booked.bookedAt(),
                booked.posting().account().code(),
                AmountView.of(booked.posting().amount()));
    }
}
