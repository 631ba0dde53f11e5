package dialtone.system.server;

import dialtone.system.DialtoneEar;
import dialtone.system.TestData;
import java.util.List;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.container.test.impl.client.deployment.AnnotationDeploymentScenarioGenerator;
import org.jboss.arquillian.container.test.impl.client.deployment.event.GenerateDeployment;
import org.jboss.arquillian.container.test.spi.client.deployment.DeploymentScenarioGenerator;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.TestClass;
import org.jboss.arquillian.test.spi.annotation.ClassScoped;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;
import org.jspecify.annotations.Nullable;

/**
 * Deploys the EAR before the first test class and leaves it there for the others: Arquillian by itself would deploy and undeploy it
 * for each, half a minute a class. It goes with the server, which is made anew for the next run.
 */
public final class OneDeployment implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.override(
                        DeploymentScenarioGenerator.class, AnnotationDeploymentScenarioGenerator.class, EarForAll.class)
                .observer(Once.class);
    }

    /** The same EAR whatever the class. */
    public static final class EarForAll implements DeploymentScenarioGenerator {
        @Override
        public List<DeploymentDescription> generate(TestClass test) {
            return List.of(new DeploymentDescription("dialtone", DialtoneEar.withTests()).shouldBeTestable(true));
        }
    }

    /** Lets the first pass and hands the others what it left. */
    public static final class Once {

        @Inject
        @ClassScoped
        @SuppressWarnings("NullAway.Init") // Arquillian injects
        private InstanceProducer<DeploymentScenario> scenario;

        private @Nullable DeploymentScenario generated;
        private boolean tried;
        private @Nullable RuntimeException failure;

        /** Before the container controller hears of it and starts the server. */
        void beginAnew(@Observes(precedence = 1) BeforeSuite suite) {
            TestData.fresh("in-the-server");
        }

        void generate(@Observes EventContext<GenerateDeployment> context) {
            if (generated == null) {
                context.proceed();
                generated = scenario.get();
            } else {
                scenario.set(generated);
            }
        }

        void deploy(@Observes EventContext<DeployManagedDeployments> context) {
            if (failure != null) {
                throw new IllegalStateException("The EAR did not deploy", failure);
            }
            if (tried) {
                return;
            }
            tried = true;
            try {
                context.proceed();
            } catch (RuntimeException notDeployed) {
                failure = notDeployed;
                throw notDeployed;
            }
        }

        void undeploy(@Observes EventContext<UnDeployManagedDeployments> context) {
            // it stays for the next class
        }
    }
}
