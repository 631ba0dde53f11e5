package dialtone.catalog.service;

import static org.assertj.core.api.Assertions.assertThat;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.AnswerForm;
import dialtone.catalog.Catalog;
import dialtone.catalog.MinimumTerm;
import dialtone.catalog.OfferingId;
import dialtone.catalog.ProductOffering;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people read of a catalogue: forms in words, and whether an offering may be left before its term is over. */
class CatalogFormsTest {

    private static final String GOOD = """
            version: "1"
            currency: EUR
            offerings:
              - id: plan
                name: Plan
                description: A plan.
                role: plan
                productSpecification: line
                characteristics:
                  - name: eid
                    label: EID
                    form: '[0-9]{32}'
                    formInWords: It has 32 digits.
                  - {name: simType, label: SIM, values: [physical, esim], default: esim}
                prices:
                  - {id: fee, type: monthly, name: Fee, amount: 9.90}
                minimumTerm: {months: 6, leaving: at-the-end}
            services:
              - {name: voice, kind: customer-facing}
              - name: sim
                kind: resource-facing
                resources: [msisdn, sim]
                step:
                  jobType: fulfilment.activate-sim
                  label: Activate
                  expected: PT5S
                  brings:
                    - {name: code, label: Code, form: 'LPA:.+', formInWords: It begins with LPA.}
            rules:
              - {id: a, from: line, to: [voice]}
              - {id: b, from: voice, to: [sim]}
            """;

    @Test
    void a_form_is_said_to_machines_and_to_people() {
        AnswerForm form = plan(GOOD).characteristics().getFirst().form().orElseThrow();
        assertThat(form.words()).isEqualTo("It has 32 digits.");
        assertThat(form.fits("1".repeat(32))).isTrue();
        assertThat(form.fits("1".repeat(33))).isFalse();
    }

    @Test
    void a_term_may_be_left_for_a_fee_or_at_its_end_alone() {
        assertThat(plan(GOOD).minimumTerm()).contains(new MinimumTerm(6, Optional.empty()));
        String fee = "{months: 6, leaving: at-a-fee, earlyTermination: {fixed: 9.00}}";
        assertThat(plan(GOOD.replace("{months: 6, leaving: at-the-end}", fee)).minimumTerm())
                .map(MinimumTerm::mayBeLeft)
                .contains(true);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            formInWords: It has 32 digits.    |                                   | mobile.yaml:10 | formInWords is missing
            formInWords: It has 32 digits.    | formInWords: It has 32 digits     | mobile.yaml:13 | ends with a full stop
            formInWords: It has 32 digits.    | formInWords: It is like [0-9]{32}.| mobile.yaml:13 | no regular expression
            form: '[0-9]{32}'                 | required: false                   | mobile.yaml:13 | there is no form
            , formInWords: It begins with LPA.|                                   | mobile.yaml:28 | formInWords is missing
            form: 'LPA:.+',                   |                                   | mobile.yaml:28 | form is missing
            at-the-end                        | at-christmas                      | mobile.yaml:17 | leaving is at-a-fee or at-the-end
            at-the-end                        | at-a-fee                          | mobile.yaml:17 | earlyTermination is missing
            at-the-end   | at-the-end, earlyTermination: {fixed: 1.00} | mobile.yaml:17 | has no earlyTermination
            """)
    void a_fault_is_told_with_its_line_and_reason(String good, String bad, String place, String reason) {
        assertThat(GOOD).contains(good);
        String text = GOOD.replace(good, bad == null ? "" : bad);
        assertThat(load(text, CatalogLoader.Age.NEW).<List<Rejection>>fold(catalog -> List.of(), reasons -> reasons))
                .anySatisfy(rejection -> {
                    assertThat(rejection.field()).isEqualTo(place);
                    assertThat(rejection.message()).contains(reason);
                });
    }

    @Test
    void a_catalogue_that_was_taken_before_forms_had_words_is_still_read() {
        String old = GOOD.replace("        formInWords: It has 32 digits.\n", "")
                .replace(", formInWords: It begins with LPA.", "");
        Catalog catalog = load(old, CatalogLoader.Age.STORED).fold(read -> read, reasons -> {
            throw new AssertionError(reasons.toString());
        });
        assertThat(catalog.offering(new OfferingId("plan"))
                        .orElseThrow()
                        .characteristics()
                        .getFirst()
                        .form()
                        .orElseThrow()
                        .words())
                .isEqualTo("Ask operations what it looks like.");
    }

    private static ProductOffering plan(String text) {
        return load(text, CatalogLoader.Age.NEW)
                .fold(read -> read, reasons -> {
                    throw new AssertionError(reasons.toString());
                })
                .offering(new OfferingId("plan"))
                .orElseThrow();
    }

    private static Outcome<Catalog> load(String text, CatalogLoader.Age age) {
        return CatalogLoader.load(CatalogText.source(text), age);
    }
}
