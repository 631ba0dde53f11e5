package dialtone.rating.console;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.base.console.When;
import dialtone.invoice.console.AccountFormPage;
import dialtone.invoice.console.MonthView;
import dialtone.invoice.service.SharingPreviews;
import dialtone.invoice.service.SharingPreviews.Asked;
import dialtone.invoice.service.SharingPreviews.Step;
import dialtone.invoice.service.SharingPreviews.Trial;
import dialtone.order.OrderId;
import dialtone.party.BillingAccount;
import dialtone.rating.service.SharedAllowances;
import dialtone.rating.service.SharedAllowances.SharedAllowance;
import dialtone.security.console.SignedIn;
import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** What lines of an account have together, where lines join it and leave it, each tried first. Parameter of its address: id. */
@Named
@ViewScoped
public class SharedAllowancesPage extends AccountFormPage {
    private static final long serialVersionUID = 1;

    @EJB
    private SharedAllowances shared;

    @EJB
    private SharingPreviews previews;

    @Inject
    private SignedIn signedIn;

    private List<Row> rows = List.of();
    private List<MonthView.Allowance> now = List.of();
    private List<Tried> tried = List.of();

    @SuppressWarnings("NullAway") // the container injects
    public SharedAllowancesPage() {}

    /**
     * Something that lines have together.
     *
     * @param lines  that share it, the first to join first
     * @param others lines of the account that may join
     */
    public record Row(
            String order,
            String item,
            String name,
            String includes,
            When begun,
            boolean over,
            List<String> lines,
            List<String> others,
            List<Change> changes)
            implements Serializable {}

    public record Change(String what, When at, String by) implements Serializable {}

    /** What would be if it were done. */
    public record Tried(
            String words, String order, String item, String number, Step step, List<MonthView.Allowance> then)
            implements Serializable {}

    @Override
    protected void show(BillingAccount account) {
        refresh(account);
    }

    private void refresh(BillingAccount account) {
        List<String> lines = shared.lines(account.id());
        rows = shared.of(account.id()).stream().map(each -> row(each, lines)).toList();
        now = MonthView.allowances(previews.now(account.id(), account.timeZone()));
        tried = List.of();
    }

    private static Row row(SharedAllowance each, List<String> all) {
        return new Row(
                each.order().value(),
                each.itemId(),
                each.name(),
                String.join(", ", each.includes()),
                When.of(each.begunAt()),
                each.endedAt().isPresent(),
                each.lines(),
                each.endedAt().isPresent()
                        ? List.of()
                        : all.stream()
                                .filter(line -> !each.lines().contains(line))
                                .toList(),
                each.changes().stream()
                        .map(change -> new Change(
                                "+" + change.msisdn() + (change.kind().equals("JOINED") ? " joined" : " left"),
                                When.of(change.at()),
                                change.by()))
                        .toList());
    }

    /** Tries what would be if the line joined. */
    public void tryJoin(Row row, String number) {
        attempt(row, number, Step.JOIN);
    }

    /** Tries what would be if the line left. */
    public void tryLeave(Row row, String number) {
        attempt(row, number, Step.LEAVE);
    }

    private void attempt(Row row, String number, Step step) {
        BillingAccount account = read();
        refresh(account);
        Asked asked = new Asked(account.id(), new OrderId(row.order()), row.item(), number, step);
        switch (previews.of(asked, account.timeZone(), signedIn.name())) {
            case Outcome.Rejected<Trial>(List<Rejection> reasons) -> refuse(reasons);
            case Outcome.Accepted<Trial>(Trial trial) -> {
                done("");
                tried = List.of(new Tried(
                        "+" + number + (step == Step.JOIN ? " joins " : " leaves ") + row.name(),
                        row.order(),
                        row.item(),
                        number,
                        step,
                        MonthView.allowances(trial.allowances())));
            }
        }
    }

    /** Does what was tried. */
    public void take() {
        BillingAccount account = read();
        for (Tried each : tried) {
            Asked asked = new Asked(account.id(), new OrderId(each.order()), each.item(), each.number(), each.step());
            switch (asked.take(shared, signedIn.name())) {
                case Outcome.Rejected<SharedAllowance>(List<Rejection> reasons) -> refuse(reasons);
                case Outcome.Accepted<SharedAllowance>(SharedAllowance then) -> done(each.words() + " from now on.");
            }
        }
        refresh(account);
    }

    /** Leaves everything as it is. */
    public void leave() {
        done("");
        tried = List.of();
    }

    public List<Row> rows() {
        return rows;
    }

    /** What each line has of its own, and what all have together. */
    public List<MonthView.Allowance> now() {
        return now;
    }

    /** One, or none. */
    public List<Tried> tried() {
        return tried;
    }
}
