package dialtone.billrun.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillRuns.Standing;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A bill run as it is shown.
 *
 * @param what    {@code Bills until 30 Nov 2026}, {@code Dry run until 30 Nov 2026}
 * @param billed  totals of its invoices; empty when there is none
 * @param counts  accounts by state, each with the state that filters them; those of none are left out
 * @param failed  accounts that could not be billed
 * @param running whether accounts are billed by themselves
 */
public record RunView(
        long id,
        String what,
        boolean dry,
        Badge state,
        String by,
        When begun,
        String stateBy,
        When stateAt,
        long total,
        int percent,
        String billed,
        List<Count> counts,
        long failed,
        boolean running,
        boolean paused,
        boolean cancelled) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    /** @param state as the address of the list names it */
    public record Count(String state, Badge badge, long value) {}

    public RunView {
        counts = List.copyOf(counts);
    }

    static RunView of(Standing standing) {
        BillRun run = standing.run();
        boolean dry = run.kind() == BillRun.Kind.DRY;
        List<Count> counts = new ArrayList<>();
        for (AccountState state : AccountState.values()) {
            long value = standing.progress().of(state);
            if (value > 0) {
                counts.add(new Count(state.name(), badge(state, dry), value));
            }
        }
        return new RunView(
                run.id(),
                switch (run.kind()) {
                            case DRY -> "Dry run until ";
                            case REAL -> "Bills until ";
                            case DEMAND -> "One account on demand, until ";
                        }
                        + DAY.format(run.billedTo().minusDays(1)),
                dry,
                badge(run.state()),
                run.startedBy(),
                When.of(run.startedAt()),
                run.stateBy(),
                When.of(run.stateAt()),
                standing.progress().total(),
                standing.progress().percent(),
                Amounts.texts(standing.progress().billed()),
                counts,
                standing.progress().of(AccountState.FAILED),
                run.state() == BillRun.State.RUNNING,
                run.state() == BillRun.State.PAUSED,
                run.state() == BillRun.State.CANCELLED);
    }

    private static Badge badge(BillRun.State state) {
        return switch (state) {
            case RUNNING -> new Badge("Running", "busy");
            case PAUSED -> new Badge("Paused", "warn");
            case CANCELLED -> new Badge("Cancelled", "idle");
            case COMPLETED -> new Badge("Completed", "good");
        };
    }

    static Badge badge(AccountState state, boolean dry) {
        return switch (state) {
            case WAITING -> new Badge("Waiting", "busy");
            case BILLED -> new Badge(dry ? "Would be billed" : "Billed", "good");
            case CONSOLIDATED -> new Badge("Paid for by another", "idle");
            case NOTHING -> new Badge("Nothing to bill", "idle");
            case CARRIED_OVER -> new Badge("Carried over", "idle");
            case FAILED -> new Badge("Not billed", "bad");
            case CANCELLED -> new Badge("Cancelled", "idle");
        };
    }
}
