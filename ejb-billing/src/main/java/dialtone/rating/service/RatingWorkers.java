package dialtone.rating.service;

import dialtone.bpmn.JobType;
import dialtone.bpmn.Variable;
import dialtone.order.OrderFacts;
import dialtone.order.OrderId;
import dialtone.platform.job.JobOutcome;
import dialtone.platform.zeebe.JobWorkers;
import dialtone.usage.service.UsageRecycling;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Works the jobs of the money side. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class RatingWorkers {

    @Inject
    private JobWorkers workers;

    @EJB(lookup = OrderFacts.JNDI)
    private OrderFacts orders;

    @EJB
    private StartCharges startCharges;

    @EJB
    private UsageRecycling recycling;

    @PostConstruct
    void open() {
        workers.open(JobType.RATING_START_CHARGES.type(), job -> {
            OrderId order = new OrderId(job.text(Variable.ORDER_ID));
            OrderFacts.Charges charges = orders.charges(order)
                    .orElseThrow(() -> new IllegalStateException("There is no order " + order + " to charge for"));
            startCharges.start(charges);
            charges.numbersToRate().forEach(this::recycle);
            return JobOutcome.completed();
        });
    }

    /** Use that came before its number had an account, or before its line was known to be back. A job that comes again goes on. */
    private void recycle(String msisdn) {
        UsageRecycling.Step.all(after -> recycling.recycleNumber(msisdn, after));
    }
}
