package dialtone.bpmn;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {

    @ParameterizedTest
    @CsvSource({
        "URGENT, order.validate-order.urgent",
        "USUAL, order.validate-order",
        "BATCH, order.validate-order.batch",
    })
    void a_queue_has_the_name_of_its_job_type(Priority priority, String queue) {
        assertThat(priority.queueOf("order.validate-order")).isEqualTo(queue);
        assertThat(Priority.withoutQueue(queue)).isEqualTo("order.validate-order");
    }
}
