package dialtone.invoice.tmf;

import dialtone.billrun.BillRun;
import dialtone.billrun.BillRun.AccountState;
import dialtone.billrun.service.BillRuns;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bill run.
 *
 * @param kind     {@code real} or {@code dry}
 * @param billedTo first day that is not billed
 * @param state    running, paused, cancelled, completed
 * @param percent  accounts that do not wait any more
 * @param accounts how many there are in each state: waiting, billed, consolidated, nothing, carriedOver, failed, cancelled
 * @param billed   totals of the invoices, for each currency
 */
public record BillRunView(
        String id,
        String kind,
        String billedTo,
        String state,
        String startedBy,
        Instant startedAt,
        String stateBy,
        Instant stateAt,
        int percent,
        Map<String, Long> accounts,
        List<AmountView> billed) {

    static BillRunView of(BillRuns.Standing standing) {
        BillRun run = standing.run();
        Map<String, Long> accounts = new TreeMap<>();
        for (AccountState state : AccountState.values()) {
            accounts.put(name(state), standing.progress().of(state));
        }
        return new BillRunView(
                Long.toString(run.id()),
                run.kind().name().toLowerCase(Locale.ROOT),
                run.billedTo().toString(),
                run.state().name().toLowerCase(Locale.ROOT),
                run.startedBy(),
                run.startedAt(),
                run.stateBy(),
                run.stateAt(),
                standing.progress().percent(),
                accounts,
                AmountView.of(standing.progress().billed()));
    }

    static String name(AccountState state) {
        return state == AccountState.CARRIED_OVER ? "carriedOver" : state.name().toLowerCase(Locale.ROOT);
    }
}
