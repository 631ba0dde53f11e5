package dialtone.fulfilment;

import java.util.List;

/**
 * A read-only question to fulfilment, for the features that may not import it: what the dependency checks of an order would say now.
 * Answered by camel-routes; looked up in JNDI under {@value #JNDI}, and when it is asked, for camel-routes starts last.
 */
public interface DependencyQuestions {

    String JNDI = "java:app/camel-routes/DependencyQuestionsBean!dialtone.fulfilment.DependencyQuestions";

    /**
     * Asks all checks that such an order would meet, side by side, and all elements through their gates. A check that cannot be made
     * within its time is {@link CheckResult.Verdict#UNANSWERED}; no other one waits for it.
     *
     * @param request its reference is told to the elements, which answer the same reference the same again
     * @return by the names of the checks; never empty
     */
    List<CheckResult> ask(CheckRequest request);
}
