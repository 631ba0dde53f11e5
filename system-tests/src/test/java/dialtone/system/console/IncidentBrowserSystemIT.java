package dialtone.system.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dialtone.load.Api;
import dialtone.load.Waiting;
import io.camunda.zeebe.client.ZeebeClient;
import io.camunda.zeebe.client.api.response.ActivatedJob;
import io.camunda.zeebe.model.bpmn.Bpmn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An incident of the real engine, in a process beside the house's, whose worker is the test. */
class IncidentBrowserSystemIT extends ConsoleBrowser {

    private static final String PROCESS = "measure-line";
    private static final String JOB_TYPE = "line.measure";
    private static final String PROBLEM = "The measuring device is unplugged.";
    private static final Duration SOON = Duration.ofSeconds(30);

    private ZeebeClient engine;

    @BeforeEach
    void connect() {
        engine = ZeebeClient.newClientBuilder()
                .grpcAddress(URI.create("http://" + installation.gateway()))
                .usePlaintext()
                .build();
    }

    @AfterEach
    void disconnect() {
        engine.close();
    }

    @Test
    void operationsSeeWhereAnInstanceIsStuckAndHaveTheEngineTryAgain() {
        String key = Long.toString(begun());
        engine.newFailCommand(job().getKey())
                .retries(0)
                .errorMessage(PROBLEM)
                .send()
                .join();
        String address = "/ops/v1/process-instances/" + key;
        Api ops = Api.as("ops", installation.server());
        Waiting.until(
                "the server to have been told of the incident",
                SOON,
                () -> ops.get(address).body().contains(PROBLEM),
                () -> ops.get(address).body());
        try (BrowserContext desk = contextOf("ops", WIDE);
                BrowserContext telephone = contextOf("ops", NARROW)) {
            Page page = telephone.newPage();
            page.navigate(console("/operations/instance?key=" + key)); // it polls
            Locator incidents = page.locator("[aria-labelledby=incidents-head]");
            assertThat(incidents).containsText(PROBLEM);
            assertThat(page.locator("#diagram [data-element-id=measure].element-incident"))
                    .hasCount(1);
            assertThat(page.locator("#diagram .element-incident:not([data-element-id=measure])"))
                    .hasCount(0);

            Page list = desk.newPage();
            list.navigate(console("/operations/instances?incident=true"));
            list.locator("tr", new Page.LocatorOptions().setHasText(key))
                    .getByRole(AriaRole.LINK)
                    .first()
                    .click();
            list.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry"))
                    .click();
            assertThat(list.getByRole(AriaRole.STATUS)).hasText("The engine tries again.");
            assertThat(list.locator("[aria-labelledby=incidents-head]")).containsText("resolved");

            engine.newCompleteCommand(job().getKey()).send().join();
            assertThat(page.locator(".page-title .badge")).hasText("Completed");
            assertThat(incidents.getByRole(AriaRole.BUTTON)).hasCount(0);
            list.navigate(console("/operations/instances?incident=true"));
            assertThat(list.locator("tr", new Page.LocatorOptions().setHasText(key)))
                    .hasCount(0);
        }
    }

    private long begun() {
        String process = Bpmn.convertToString(Bpmn.createExecutableProcess(PROCESS)
                .name("Measure line")
                .startEvent()
                .serviceTask("measure", task -> task.name("Measure").zeebeJobType(JOB_TYPE))
                .endEvent()
                .done());
        engine.newDeployResourceCommand()
                .addResourceBytes(process.getBytes(StandardCharsets.UTF_8), PROCESS + ".bpmn")
                .send()
                .join();
        return engine.newCreateInstanceCommand()
                .bpmnProcessId(PROCESS)
                .latestVersion()
                .variables(Map.of("line", "1"))
                .send()
                .join()
                .getProcessInstanceKey();
    }

    private ActivatedJob job() {
        List<ActivatedJob> jobs = engine.newActivateJobsCommand()
                .jobType(JOB_TYPE)
                .maxJobsToActivate(1)
                .timeout(SOON)
                .requestTimeout(SOON)
                .send()
                .join()
                .getJobs();
        org.assertj.core.api.Assertions.assertThat(jobs).hasSize(1);
        return jobs.getFirst();
    }
}
