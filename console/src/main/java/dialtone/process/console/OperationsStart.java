package dialtone.process.console;

import dialtone.order.FalloutFilter;
import dialtone.order.Jeopardy;
import dialtone.order.OrderQuery;
import dialtone.order.service.FalloutQueue;
import dialtone.order.service.Orders;
import dialtone.process.ExportLag;
import dialtone.process.InstanceFilter;
import dialtone.process.InstanceState;
import dialtone.process.service.ProcessInstances;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Operations' start: how much is under way, what is stuck, what waits for a decision, how old the picture is. */
@Named
@RequestScoped
public class OperationsStart {
    /** What fits below the counts without scrolling. */
    private static final int SHOWN = 8;

    @Inject
    private ProcessInstances instances;

    @EJB
    private FalloutQueue fallout;

    @Inject
    private Clock clock;

    @EJB
    private Orders orders;

    private Optional<List<ExportLag>> lag = Optional.empty();

    /** A number of the page and whether somebody has to do something about it. */
    public record Tile(String value, String label, String note, String tone) {}

    public Tile active() {
        long active = count(Optional.of(InstanceState.ACTIVE), false);
        return new Tile(number(active), "Orders under way", "process instances without their calls", "plain");
    }

    public Tile incidents() {
        long open = instances.openIncidents(0, 1).total();
        return new Tile(
                number(open), "Open incidents", open == 0 ? "nothing is stuck" : "retry them", tone(open, "bad"));
    }

    public Tile fallout() {
        long open = fallout.listOpen(FalloutFilter.ALL, 0, 1).total();
        long overdue = fallout.listOpen(FalloutFilter.ALL.dueBefore(clock.instant()), 0, 1)
                .total();
        return new Tile(
                number(open),
                "Open fallout tasks",
                open == 0 ? "no decision is waited for" : overdue == 0 ? "decide them" : overdue + " overdue",
                tone(open, overdue == 0 ? "warn" : "bad"));
    }

    /** Orders that are later than expected. */
    public Tile late() {
        long amber = count(Jeopardy.AMBER);
        long red = count(Jeopardy.RED);
        return new Tile(
                number(amber + red),
                "Late orders",
                amber + red == 0 ? "all as expected" : number(amber) + " amber, " + number(red) + " red",
                red > 0 ? "bad" : tone(amber, "warn"));
    }

    private long count(Jeopardy jeopardy) {
        return orders.list(OrderQuery.all(0, 1).with(OrderQuery.Attribute.JEOPARDY, List.of(jeopardy.name())))
                .total();
    }

    /** How old the copy of the engine's records is, in the partition that is furthest behind. */
    public Tile lag() {
        Optional<ExportLag> worst = lags().stream().max(Comparator.comparing(ExportLag::sinceLast));
        return worst.map(behind -> new Tile(
                        InstanceRow.took(Optional.of(positive(behind.sinceLast()))),
                        "Behind the engine",
                        behind.alarming() ? "exporter or broker is away" : "since its last records",
                        behind.alarming() ? "bad" : "good"))
                .orElse(new Tile("–", "Behind the engine", "no record has come yet", "warn"));
    }

    public List<InstanceRow> stuck() {
        return instances
                .list(new InstanceFilter(Optional.empty(), Optional.empty(), Optional.empty(), true, true), 0, SHOWN)
                .rows()
                .stream()
                .map(InstanceRow::of)
                .toList();
    }

    public List<InstanceRow> latest() {
        return instances
                .list(new InstanceFilter(Optional.empty(), Optional.empty(), Optional.empty(), false, true), 0, SHOWN)
                .rows()
                .stream()
                .map(InstanceRow::of)
                .toList();
    }

    private long count(Optional<InstanceState> state, boolean withIncident) {
        return instances
                .list(new InstanceFilter(state, Optional.empty(), Optional.empty(), withIncident, true), 0, 1)
                .total();
    }

    private List<ExportLag> lags() {
        if (lag.isEmpty()) {
            lag = Optional.of(instances.lag());
        }
        return lag.get();
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    private static String tone(long open, String alarm) {
        return open == 0 ? "good" : alarm;
    }

    /** Counting stops at {@link ProcessInstances#MAX_COUNT}. */
    private static String number(long count) {
        return count >= ProcessInstances.MAX_COUNT ? count + "+" : Long.toString(count);
    }
}
