package dialtone.spending.service;

import dialtone.spending.SpendingLimit;
import dialtone.spending.SpendingLimit.Per;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;

/**
 * What a row of SPENDING is of, in the order in which such rows are locked.
 *
 * @param subject a number, or the account itself
 * @param cycle   its first day
 */
record SpendingKey(String subject, String limit, LocalDate cycle, String account) implements Comparable<SpendingKey> {

    private static final Comparator<SpendingKey> ORDER = Comparator.comparing(SpendingKey::subject)
            .thenComparing(SpendingKey::limit)
            .thenComparing(SpendingKey::cycle)
            .thenComparing(SpendingKey::account);

    static SpendingKey of(SpendingLimit limit, String account, String msisdn, LocalDate cycle) {
        return new SpendingKey(limit.per() == Per.LINE ? msisdn : account, limit.id(), cycle, account);
    }

    /** The line that it is of; empty when it is of all of the account. */
    Optional<String> msisdn() {
        return subject.equals(account) ? Optional.empty() : Optional.of(subject);
    }

    @Override
    public int compareTo(SpendingKey other) {
        return ORDER.compare(this, other);
    }
}
