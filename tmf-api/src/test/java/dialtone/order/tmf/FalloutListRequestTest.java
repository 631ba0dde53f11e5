package dialtone.order.tmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dialtone.order.FalloutBatch;
import dialtone.order.FalloutDecision;
import dialtone.order.FalloutFilter;
import dialtone.order.FalloutFilter.Attribute;
import dialtone.order.tmf.BatchRequestView.FilterView;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which fallout tasks a request means, of a list by its query, of a batch by its body. */
class FalloutListRequestTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void openTasksAreListedUnlessDecidedOnesAreAskedFor() {
        assertThat(parse(Map.of())).isEqualTo(new FalloutListRequest(true, FalloutFilter.ALL));
        assertThat(parse(Map.of("state", "open", "limit", "5")).open()).isTrue();
        assertThat(parse(Map.of("state", "closed")).open()).isFalse();
        assertThatThrownBy(() -> parse(Map.of("state", "lost"))).isInstanceOf(TmfRefusal.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            orderId   | ORD-1,ORD-2             | ORDER
            jobType   | fulfilment.activate-sim | JOB_TYPE
            errorCode | ELEMENT_REFUSED         | ERROR_CODE
            offering  | mobile-m                | OFFERING
            team      | stock                   | TEAM
            assignee  | ops                     | ASSIGNEE
            """)
    void anAttributeIsOneOfTheValuesGiven(String parameter, String written, Attribute attribute) {
        assertThat(parse(Map.of(parameter, written)).filter())
                .isEqualTo(FalloutFilter.ALL.with(attribute, Set.of(written.split(","))));
    }

    @Test
    void whatABatchSaysItMeantIsTheQueryOfTheList() {
        FalloutFilter filter = FalloutFilter.ALL
                .with(Attribute.ORDER, List.of("ORD-1", "ORD-2"))
                .openedFrom(NOON)
                .openedBefore(NOON.plusSeconds(60))
                .dueBefore(NOON.plusSeconds(90));
        var query = new MultivaluedHashMap<String, String>();
        for (String part : filter.text().split("&")) {
            query.add(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        }
        assertThat(FalloutListRequest.parse(query).filter()).isEqualTo(filter);
    }

    @Test
    void aDeadlineIsAskedForByItsEndAlone() {
        assertThatThrownBy(() -> parse(Map.of("dueAt.gt", "2026-11-25T12:00:00Z")))
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("dueAt.lt");
    }

    @Test
    void aBatchTakesItsFilterFromTheBody() {
        FalloutBatch.Proposal proposal = new BatchRequestView(
                        "resubmit",
                        " mended ",
                        new FilterView(
                                null,
                                List.of("fulfilment.activate-sim"),
                                List.of("sim"),
                                null,
                                null,
                                List.of("stock"),
                                null,
                                NOON,
                                null,
                                NOON),
                        null)
                .proposal();
        assertThat(proposal)
                .isEqualTo(new FalloutBatch.Proposal(
                        FalloutDecision.RESUBMIT,
                        "mended",
                        FalloutFilter.ALL
                                .with(Attribute.JOB_TYPE, List.of("fulfilment.activate-sim"))
                                .with(Attribute.ELEMENT, List.of("sim"))
                                .with(Attribute.TEAM, List.of("stock"))
                                .openedFrom(NOON)
                                .dueBefore(NOON),
                        FalloutBatch.USUAL_PACE));
        assertThatThrownBy(() -> new BatchRequestView("resubmit", "mended", null, 5).proposal())
                .as("all is said, and not meant by saying nothing")
                .isInstanceOf(TmfRefusal.class)
                .hasMessageContaining("filter");
    }

    private static FalloutListRequest parse(Map<String, String> parameters) {
        var query = new MultivaluedHashMap<String, String>();
        parameters.forEach(query::add);
        return FalloutListRequest.parse(query);
    }
}
