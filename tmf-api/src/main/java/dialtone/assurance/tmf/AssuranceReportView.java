package dialtone.assurance.tmf;

import dialtone.assurance.AssuranceReport;
import dialtone.assurance.ControlResult;
import dialtone.assurance.Discrepancy;
import dialtone.order.OrderId;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the controls found.
 *
 * @param holds         whether no control found anything
 * @param discrepancies of all controls together
 */
@JsonbPropertyOrder({"at", "holds", "discrepancies", "controls"})
public record AssuranceReportView(Instant at, boolean holds, long discrepancies, List<ControlView> controls) {

    /**
     * @param control       such as ACTIVE_NOT_BILLED
     * @param rule          what must hold
     * @param discrepancies how many there are
     * @param examples      the first {@value ControlResult#MAX_EXAMPLES} of them
     */
    @JsonbPropertyOrder({"control", "title", "rule", "holds", "discrepancies", "examples"})
    public record ControlView(
            String control,
            String title,
            String rule,
            boolean holds,
            long discrepancies,
            List<DiscrepancyView> examples) {
        static ControlView of(ControlResult result) {
            return new ControlView(
                    result.control().name(),
                    result.control().title(),
                    result.control().rule(),
                    result.holds(),
                    result.total(),
                    result.examples().stream().map(DiscrepancyView::of).toList());
        }
    }

    /** @param orderId absent when no single order is at fault */
    @JsonbPropertyOrder({"subject", "orderId", "detail"})
    public record DiscrepancyView(String subject, @Nullable String orderId, String detail) {
        static DiscrepancyView of(Discrepancy discrepancy) {
            return new DiscrepancyView(
                    discrepancy.subject(),
                    discrepancy.order().map(OrderId::value).orElse(null),
                    discrepancy.detail());
        }
    }

    static AssuranceReportView of(AssuranceReport report) {
        return new AssuranceReportView(
                report.at(),
                report.holds(),
                report.discrepancies(),
                report.results().stream().map(ControlView::of).toList());
    }
}
