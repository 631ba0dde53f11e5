package dialtone.billrun;

import dialtone.base.Money;
import dialtone.invoice.RunType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A run over the accounts of a bill cycle. It may be paused and goes on; what is cancelled leaves what is billed as it is.
 *
 * @param billedTo  first day that its invoices do not have; its day of the month is the cycle day of the accounts, but of a run on demand
 * @param startedBy login, or {@value #SCHEDULE}
 * @param stateBy   who has last paused it, let it go on, cancelled it or tried failed accounts again; before that who started it
 */
public record BillRun(
        long id,
        Kind kind,
        LocalDate billedTo,
        State state,
        String startedBy,
        Instant startedAt,
        String stateBy,
        Instant stateAt) {

    /** Who starts a run when its day has come. */
    public static final String SCHEDULE = "schedule";

    public enum Kind {
        /** Stores invoices. */
        REAL,
        /** Calculates what a real one would store, and stores the totals alone. */
        DRY,
        /** Of one account, until the day that it is asked for on: stores its invoice, and its cycle goes on. */
        DEMAND;

        /** Whether invoices come of it. */
        public boolean isBilling() {
            return this != DRY;
        }

        /** What the invoices that come of it say of their turn. */
        public RunType runType() {
            return this == DEMAND ? RunType.OFF_CYCLE : RunType.ON_CYCLE;
        }
    }

    /** First day whose cycles of use are not billed in all: of one on demand those that go on are billed so far. */
    public LocalDate useBilledTo() {
        return kind.runType().useBilledTo(billedTo);
    }

    public enum State {
        RUNNING,
        PAUSED,
        CANCELLED,
        COMPLETED;

        /** Whether something may still be billed. */
        public boolean isOpen() {
            return this == RUNNING || this == PAUSED;
        }
    }

    /** What has become of an account. */
    public enum AccountState {
        WAITING,
        /** Has its invoice; in a dry run, would have it. */
        BILLED,
        /** Another account pays for it: what there was of it is on that one's invoice, or will be. */
        CONSOLIDATED,
        /** There is nothing to bill. */
        NOTHING,
        /** So little that it goes to the next invoice. */
        CARRIED_OVER,
        /** Could not be billed: to be looked at and tried again. */
        FAILED,
        /** Was not billed before the run was cancelled. */
        CANCELLED
    }

    /**
     * How far a run is.
     *
     * @param accounts by state; a state without an account is left out
     * @param billed   totals of the invoices, one for each currency
     */
    public record Progress(Map<AccountState, Long> accounts, List<Money> billed) {
        public Progress {
            accounts = Map.copyOf(accounts);
            billed = List.copyOf(billed);
        }

        public long of(AccountState state) {
            return accounts.getOrDefault(state, 0L);
        }

        public long total() {
            return accounts.values().stream().mapToLong(Long::longValue).sum();
        }

        /** Accounts that do not wait any more, of a hundred: rounded down, so that 100 is all; 100 when there is none. */
        public int percent() {
            long total = total();
            return total == 0 ? 100 : Math.toIntExact((total - of(AccountState.WAITING)) * 100 / total);
        }
    }
}
