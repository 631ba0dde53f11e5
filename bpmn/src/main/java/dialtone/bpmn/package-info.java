/** The processes' vocabulary: ids, job types, messages, errors, variables. The BPMN files lie in {@code bpmn/}. */
package dialtone.bpmn;
