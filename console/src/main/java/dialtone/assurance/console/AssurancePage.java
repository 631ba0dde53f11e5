package dialtone.assurance.console;

import dialtone.assurance.AssuranceReport;
import dialtone.assurance.ControlResult;
import dialtone.assurance.Discrepancy;
import dialtone.assurance.service.RevenueAssurance;
import dialtone.base.console.Badge;
import dialtone.base.console.When;
import dialtone.order.OrderId;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.util.List;

/** Every control with what it found, looked at when the page is opened. */
@Named
@RequestScoped
public class AssurancePage {

    /** A discrepancy as it is shown; the order is empty when no single one is at fault. */
    public record Row(String subject, String order, String detail) {
        static Row of(Discrepancy discrepancy) {
            return new Row(
                    discrepancy.subject(),
                    discrepancy.order().map(OrderId::value).orElse(""),
                    discrepancy.detail());
        }
    }

    /**
     * A control as it is shown.
     *
     * @param more how many discrepancies there are beyond those that are shown
     */
    public record ControlRow(String title, String rule, Badge badge, List<Row> rows, long more) {
        static ControlRow of(ControlResult result) {
            return new ControlRow(
                    result.control().title(),
                    result.control().rule(),
                    result.holds() ? new Badge("Agrees", "good") : new Badge(discrepancies(result.total()), "bad"),
                    result.examples().stream().map(Row::of).toList(),
                    result.total() - result.examples().size());
        }
    }

    @EJB
    private RevenueAssurance assurance;

    private AssuranceReport report;

    @SuppressWarnings("NullAway") // the container injects, and opens
    public AssurancePage() {}

    @PostConstruct
    void open() {
        report = assurance.report();
    }

    public When at() {
        return When.of(report.at());
    }

    public boolean holds() {
        return report.holds();
    }

    public List<ControlRow> controls() {
        return report.results().stream().map(ControlRow::of).toList();
    }

    /** Those that found something. */
    public List<ControlRow> broken() {
        return report.results().stream()
                .filter(result -> !result.holds())
                .map(ControlRow::of)
                .toList();
    }

    /** In a sentence. */
    public String verdict() {
        int all = report.results().size();
        return holds()
                ? "All " + all + " controls agree."
                : broken().size() + " of " + all + " controls found " + discrepancies(report.discrepancies()) + ".";
    }

    private static String discrepancies(long count) {
        return count == 1 ? "1 discrepancy" : count + " discrepancies";
    }
}
