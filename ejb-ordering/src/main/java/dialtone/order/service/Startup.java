package dialtone.order.service;

import dialtone.catalog.Catalog;
import dialtone.catalog.service.CatalogStore;
import dialtone.catalog.service.FalloutRoutingLoader;
import dialtone.catalog.service.FaultPolicyLoader;
import dialtone.element.service.FaultPolicies;
import dialtone.platform.outbox.OutboxRelay;
import dialtone.platform.schema.SchemaMigration;
import dialtone.platform.settings.Settings;
import dialtone.platform.zeebe.JobWorkers;
import dialtone.process.service.ProcessRetention;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import javax.sql.DataSource;

/**
 * What happens first in the application, for the archives start in order and this one is the first: the schema, then the
 * catalogue, then the jobs of this archive, then what waits in the outbox, what is kept no longer, what is decided in batches, what is moved
 * to another process version and what is late. The migrations make their own transactions.
 */
@Singleton
@jakarta.ejb.Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class Startup {

    @Resource(lookup = "java:jboss/datasources/DialtoneDS")
    private DataSource dataSource;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private OrderProgress progress;

    @EJB
    private FalloutTasks fallout;

    @EJB
    private ServedOrders served;

    @Inject
    private JobWorkers workers;

    @Inject
    private OutboxRelay relay;

    @Inject
    private ProcessRetention retention;

    @EJB
    private BatchRounds batches;

    @EJB
    private MoveRounds moves;

    @Inject
    private FalloutTeams teams;

    @Inject
    private FaultPolicies policies;

    @EJB
    private JeopardySweep sweep;

    @PostConstruct
    void start() {
        SchemaMigration.migrate(dataSource, Settings.demo());
        Catalog catalog = catalogs.load(Settings.catalogFolder());
        teams.follow(FalloutRoutingLoader.load(Settings.catalogFolder(), catalog));
        policies.follow(FaultPolicyLoader.load(Settings.catalogFolder()));
        new OrderWorkers(progress, fallout, served).openAll(workers);
        relay.start();
        retention.start();
        batches.start();
        moves.start();
        sweep.start();
    }
}
