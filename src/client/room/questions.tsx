/** Questions to the areas: ask, support, answer. */
import type { RoomQuestion } from '../../roundtables/domain/index.js';
import { useRef, useState } from 'preact/hooks';
import type { RoomApp } from './app.js';
import { useRoom } from './context.js';
import { sectorName } from './face-sign.js';
import { Icon } from './icons.js';
import { newId } from './ids.js';

export const openQuestions = (app: RoomApp): number => app.state.questions.filter(({ state }) => state === 'open').length;

export const Questions = () => {
  const app = useRoom();
  const { words, state, me } = app;
  const mayAsk = me.face === 'participant' && state.roundtable.state === 'open';
  return (
    <section class="list-part questions" id="questions" aria-labelledby="questions-title">
      <header>
        <h2 id="questions-title">
          {words('roundtables.live.questions')}{' '}
          <span class="count">{words('roundtables.live.questions-open', { count: openQuestions(app) })}</span>
        </h2>
      </header>
      {mayAsk && <AskForm app={app} />}
      {state.questions.length === 0 && <p class="soft">{words('roundtables.live.questions-none')}</p>}
      <QuestionList questions={state.questions} />
    </section>
  );
};

export const QuestionList = ({ questions }: { readonly questions: readonly RoomQuestion[] }) => {
  const app = useRoom();
  return (
    <ul class="ask-list">
      {questions.map((question) => (
        <Question key={question.id} app={app} question={question} />
      ))}
    </ul>
  );
};

const Question = ({ app, question }: { readonly app: RoomApp; readonly question: RoomQuestion }) => {
  const { words, me, conducts } = app;
  const { id, text, by, supports, state } = question;
  const isSupported = me.supported.includes(id);
  return (
    <li data-state={state}>
      <p class="q">{text}</p>
      <p class="who">
        {by.name}, {sectorName(app, by.sector)} · {words('roundtables.live.question-supports', { count: supports })}
        {question.answeredAt &&
          ` · ${words('roundtables.live.question-answered', { time: words.date(question.answeredAt, 'time') })}`}
      </p>
      {question.answer && <p class="answer">{question.answer}</p>}
      {question.hiddenReason && (
        <p class="reason">{words('roundtables.live.hidden-because', { reason: question.hiddenReason })}</p>
      )}
      <div class="acts">
        {me.face === 'participant' && state === 'open' && (
          <button
            type="button"
            class="act"
            aria-pressed={isSupported}
            onClick={() =>
              void app.act(
                isSupported ? 'question.unsupport' : 'question.support',
                { question: id },
                isSupported ? 'roundtables.live.say.i-unsupported' : 'roundtables.live.say.i-supported',
              )
            }
          >
            <Icon name="plus" />
            {words('roundtables.live.me-too')}
            <span class="unseen">: {text}</span>
          </button>
        )}
        {conducts && state === 'open' && <Answering app={app} question={question} />}
        {conducts && state !== 'open' && (
          <button
            type="button"
            class="act"
            onClick={() => void app.act('question.reopen', { question: id }, 'roundtables.live.say.i-reopened')}
          >
            {words('roundtables.live.question-reopen')}
            <span class="unseen">: {text}</span>
          </button>
        )}
      </div>
    </li>
  );
};

const Answering = ({ app, question: { id, text } }: { readonly app: RoomApp; readonly question: RoomQuestion }) => {
  const { words } = app;
  return (
    <>
      <button
        type="button"
        class="act"
        onClick={() => void app.act('question.answer', { question: id, answer: '' }, 'roundtables.live.say.i-answered')}
      >
        <Icon name="check" />
        {words('roundtables.live.question-answer')}
        <span class="unseen">: {text}</span>
      </button>
      <details class="more-acts">
        <summary class="act">
          {words('roundtables.live.question-more')}
          <span class="unseen">: {text}</span>
        </summary>
        <WordsForm
          id={`answer-${id}`}
          label={words('roundtables.live.question-answer-text')}
          button={words('roundtables.live.question-answer-save')}
          send={(answer) => app.act('question.answer', { question: id, answer }, 'roundtables.live.say.i-answered')}
        />
        <WordsForm
          id={`hide-${id}`}
          label={words('roundtables.live.menu.hide-reason')}
          button={words('roundtables.live.question-hide')}
          send={(reason) => app.act('question.hide', { question: id, reason }, 'roundtables.live.say.i-hid-question')}
        />
      </details>
    </>
  );
};

const AskForm = ({ app }: { readonly app: RoomApp }) => {
  const [id, setId] = useState(newId);
  const { words } = app;
  // The id is the question's: sending it again after a lost answer asks once.
  const send = async (text: string) => {
    const done = await app.act('question.ask', { id, text }, 'roundtables.live.say.i-asked');
    if (done) setId(newId());
    return done;
  };
  return <WordsForm id="ask" label={words('roundtables.live.ask')} button={words('roundtables.live.ask-send')} send={send} />;
};

interface WordsFormProps {
  readonly id: string;
  readonly label: string;
  readonly button: string;
  readonly send: (text: string) => Promise<boolean>;
}

/** One text and a button. The text stays until it has arrived. */
export const WordsForm = ({ id, label, button, send }: WordsFormProps) => {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <form
      class="words-form"
      onSubmit={(event) => {
        event.preventDefault();
        const it = field.current;
        const text = it?.value.trim() ?? '';
        if (!it || !text) return it?.focus();
        void send(text).then((done) => {
          if (done && it.value.trim() === text) it.value = '';
        });
      }}
    >
      <label for={id}>{label}</label>
      <textarea id={id} ref={field} rows={2} required />
      <button type="submit" class="act">
        {button}
      </button>
    </form>
  );
};
