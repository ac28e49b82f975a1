/** What stands in the middle while a step is not a board: a welcome, the areas' presentation, questions, a pause, a ballot, the closing. */
import type { RoomProposal } from '../../roundtables/domain/index.js';
import type { RoomApp } from './app.js';
import { BallotScene } from './ballot.js';
import { useRoom } from './context.js';
import { sectorName } from './face-sign.js';
import { Questions } from './questions.js';

export const Scene = () => {
  const app = useRoom();
  const { step, words, state } = app;
  if (state.roundtable.state === 'scheduled')
    return <Words title={words('roundtables.live.scene.scheduled', { time: words.date(state.roundtable.startsAt, 'time') })} />;
  if (state.roundtable.state === 'closed') return <Closed app={app} />;
  switch (step?.kind) {
    case 'presentation':
      return <Presentation app={app} />;
    case 'questions':
      return <Questions />;
    case 'ballot':
      return <BallotScene />;
    case 'pause':
      return <Words title={words('roundtables.live.scene.pause')} />;
    case 'closing':
      return <Closed app={app} />;
    default:
      return <Welcome app={app} />;
  }
};

const Words = ({ title }: { readonly title: string }) => <p class="scene-words">{title}</p>;

const Welcome = ({ app }: { readonly app: RoomApp }) => (
  <section class="scene" aria-labelledby="scene-title">
    <h2 id="scene-title">{app.words('roundtables.live.scene.welcome', { title: app.t(app.state.roundtable.title) })}</h2>
    <ol class="coming">
      {app.state.agenda.map((step) => (
        <li key={step.id}>
          {app.t(step.title)} <span class="soft">{app.words('roundtables.live.minutes', { count: step.minutes })}</span>
        </li>
      ))}
    </ol>
  </section>
);

const Presentation = ({ app }: { readonly app: RoomApp }) => (
  <section class="scene" aria-labelledby="scene-title">
    <h2 id="scene-title">{app.words('roundtables.live.scene.presentation', { count: app.state.proposals.length })}</h2>
    <ul class="briefs">
      {app.state.proposals.map((proposal) => (
        <Brief key={proposal.id} app={app} proposal={proposal} />
      ))}
    </ul>
  </section>
);

const Brief = ({ app, proposal }: { readonly app: RoomApp; readonly proposal: RoomProposal }) => {
  const { words } = app;
  return (
    <li>
      <p class="soft">
        {proposal.number} · {proposal.by}, {sectorName(app, proposal.sector)}
      </p>
      <h3 lang={proposal.lang}>
        <a href={proposal.href} target="_blank" rel="noopener">
          {proposal.title}
          <span class="unseen"> {words('roundtables.live.new-tab')}</span>
        </a>
      </h3>
      {proposal.why && <p>{proposal.why}</p>}
      {proposal.reviews.map((review) => (
        <dl key={app.t(review.area)}>
          <div>
            <dt>{app.t(review.area)}</dt>
            <dd>{review.reasons}</dd>
          </div>
          {review.existing && (
            <div>
              <dt>{words('roundtables.live.brief.existing')}</dt>
              <dd>{review.existing}</dd>
            </div>
          )}
          {review.changes && (
            <div>
              <dt>{words('roundtables.live.brief.changes')}</dt>
              <dd>{review.changes}</dd>
            </div>
          )}
        </dl>
      ))}
    </li>
  );
};

const Closed = ({ app }: { readonly app: RoomApp }) => {
  const { words, state, given } = app;
  return (
    <section class="scene" aria-labelledby="scene-title">
      <h2 id="scene-title">
        {words(state.roundtable.state === 'closed' ? 'roundtables.live.scene.closed' : 'roundtables.live.scene.closing')}
      </h2>
      {state.topic && <p>{words('roundtables.live.topic', { title: state.topic.title })}</p>}
      <p>
        <a href={given.leaveHref}>{words('roundtables.live.scene.page')}</a>
      </p>
    </section>
  );
};
