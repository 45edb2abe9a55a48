import { message } from '../text/message';
import { HostError, type Changes } from './host';

/**
 * Changes that change nothing: for `watch` and dry runs, which only decide and say what they would do. Each rejects,
 * so that a change that slips through is seen instead of done.
 */
export function recordingChanges(): Changes {
  const refuse = () => Promise.reject(new HostError(message('reason_watching')));
  return {
    sendMessage: refuse,
    sendChoices: refuse,
    removeButtons: refuse,
    writeAsCustomer: refuse,
    transferToAgent: refuse,
    transferToDepartment: refuse,
    returnToQueue: refuse,
    close: refuse,
    openConversation: refuse,
    whisper: refuse,
    saveConversation: refuse,
    hold: refuse,
    resume: refuse,
    setPriority: refuse,
    sendTranscript: refuse,
    email: refuse,
    setContactTags: refuse,
    setCustomField: refuse,
    updateVisitor: refuse,
    updateContact: refuse,
    noteCustomer: refuse,
    noteConversation: refuse,
    noteContact: refuse,
    notify: refuse,
    postWebhook: refuse,
    takeTurn: refuse,
  };
}
