package dialtone.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.load.Api;
import jakarta.json.JsonObject;

/** What a refusal says, and what it must not. */
final class Refusals {

    private Refusals() {}

    /**
     * Holds an answer against the error body of TMF630.
     *
     * @param field that its reason begins with; empty when no field is at fault
     */
    static void refused(Api.Answer answer, int status, String code, String field) {
        JsonObject error = answer.expect(status).json().asJsonObject();
        assertThat(error.getString("code")).as(answer.body()).isEqualTo(code);
        assertThat(error.getString("status")).isEqualTo(Integer.toString(status));
        assertThat(error.getString("reason")).isNotBlank().startsWith(field);
        assertThat(error.getString("@type")).isEqualTo("Error");
        tellsNothingOfTheInside(answer);
    }

    static void tellsNothingOfTheInside(Api.Answer answer) {
        assertThat(answer.body()).doesNotContain("\tat ", "Exception", "dialtone.", "org.", "root:", "SELECT");
    }
}
