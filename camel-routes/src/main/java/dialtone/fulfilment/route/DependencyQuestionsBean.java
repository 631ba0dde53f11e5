package dialtone.fulfilment.route;

import dialtone.element.Maintenance;
import dialtone.element.service.NetworkElements;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckRequest;
import dialtone.fulfilment.CheckResult;
import dialtone.fulfilment.DependencyQuestions;
import dialtone.platform.route.RouteContext;
import jakarta.ejb.EJB;
import jakarta.ejb.Local;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Answers the features that may not import this one, by the same routes that an order's checks go. */
@Stateless
@Local(DependencyQuestions.class)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DependencyQuestionsBean implements DependencyQuestions {

    private static final Logger LOG = Logger.getLogger(DependencyQuestionsBean.class);

    @EJB
    private RouteContext routes;

    @Inject
    private NetworkElements elements;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public DependencyQuestionsBean() {}

    @Override
    public List<CheckResult> ask(CheckRequest request) {
        Object answer = routes.ask(DependencyCheckRoutes.OF_QUALIFICATION, request);
        if (answer instanceof CheckFindings found) {
            return results(found, elements);
        }
        return List.of(CheckResult.unanswered("network", "No check has answered in time."));
    }

    /** With a finding for each check that could not be made. */
    static List<CheckResult> results(CheckFindings found, NetworkElements elements) {
        found.bugs().forEach(bug -> LOG.error("A dependency check has failed by a fault of ours", bug));
        List<CheckResult> results = new ArrayList<>(found.results());
        found.impossible().forEach((check, away) -> results.add(unanswered(check, away.element(), elements)));
        found.missing()
                .forEach(check -> results.add(CheckResult.unanswered(check, "It has not answered in time.")
                        .mendedBy("Ask again.")));
        results.sort(Comparator.comparing(CheckResult::check));
        return results;
    }

    /** Whoever is asked from outside learns no addresses: those stand in the words of the outage. */
    private static CheckResult unanswered(String check, String element, NetworkElements elements) {
        Optional<Maintenance> maintenance = ElementRoom.maintenance(elements, element);
        return maintenance
                .map(times -> CheckResult.unanswered(
                                check,
                                "Network element " + element + " is in maintenance until " + times.until() + ": "
                                        + times.reason() + ".")
                        .mendedBy("Ask again then; an order that is placed before waits for it.")
                        .orRather(List.of(Alternative.startingAt(times.until()))))
                .orElseGet(() -> CheckResult.unanswered(
                                check, "Network element " + element + " does not answer at present.")
                        .mendedBy("Ask again in a minute; an order that is placed meanwhile waits for it."));
    }
}
